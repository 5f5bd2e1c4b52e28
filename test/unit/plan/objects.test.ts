import { ObjectsOfSnapshot } from '../../../plan/offline/objects.ts';

const store = new ObjectsOfSnapshot(
  { bucket: 'state', prefix: 'k8s.test/' },
  new Map([['state/k8s.test/config', 'ä'.repeat(600)]]),
);

it('reads an object of a snapshot up to the size that is read of S3', async () => {
  expect(await store.read('config', 1200)).toEqual({ kind: 'found', text: 'ä'.repeat(600) });
  expect(await store.read('config', 1199)).toEqual({
    kind: 'too-large',
    why: 'it has 1,200 bytes, and at most 1,199 are read',
  });
  expect(await store.read('others', 1)).toEqual({ kind: 'absent' });
});
