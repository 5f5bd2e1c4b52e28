/** In each test of a suite the SDK tries again at once: its pauses are random, from nothing on. */
export function withoutPauses(): void {
  let random: jest.SpyInstance;
  beforeEach(() => {
    random = jest.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(() => random.mockRestore());
}
