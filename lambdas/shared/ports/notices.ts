/** Keeps who notifies people of what, so that each notification is sent by one execution, once. */
export interface Notices {
  /**
   * True when `teller` (an execution's name) is to send `key` about this run or replacement. Until its notice has ended it is
   * sent again, because an attempt that failed before its message was sent is made anew.
   */
  beginNotice(about: string, key: string, teller: string): Promise<boolean>;
  /** The message was sent: nobody sends it again. */
  endNotice(about: string, key: string, teller: string): Promise<void>;
}
