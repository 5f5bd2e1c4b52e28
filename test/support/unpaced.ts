/** Lets every call begin at once, and counts them. */
export class Unpaced {
  taken = 0;

  async turn(): Promise<void> {
    this.taken += 1;
  }
}
