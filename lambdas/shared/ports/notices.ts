/** Keeps who notifies people of what, so that each thing is said by one teller, once. */
export interface Notices {
  /**
   * True when `teller` (an execution's name) is to tell `key` about this run or replacement. Until its notice has ended it is
   * told again, because an attempt that failed before its message was out is made anew.
   */
  beginNotice(about: string, key: string, teller: string): Promise<boolean>;
  /** The message is out: nobody tells it again. */
  endNotice(about: string, key: string, teller: string): Promise<void>;
}
