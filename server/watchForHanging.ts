import { Worker } from 'node:worker_threads'

const beatMs = 500
/** Longer than anything the centre ever does in one go, also on a slow PC, ms. */
const usualSilenceMs = 120_000

export const hungSentence =
  'The embedded database no longer answers, as after its disk was full. The centre ends here; started again it has all that it acknowledged.'

/**
 * Ends this process when its thread has been silent for too long: where the embedded database goes round in circles,
 * no timer of the thread itself ever comes to its turn.
 * @param worker the built `hungWorker`
 */
export function watchForHanging(worker: string, silenceMs = usualSilenceMs): void {
  const beats = new Int32Array(new SharedArrayBuffer(4))
  setInterval(() => Atomics.add(beats, 0, 1), beatMs).unref()
  new Worker(worker, { workerData: { beats, silenceMs, sentence: hungSentence } }).unref()
}
