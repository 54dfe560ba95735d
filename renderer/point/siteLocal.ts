import type { SiteId } from '../../shared/kernel/ids'
import type { LocalStore } from '../storage/localStore'

/**
 * What one of several sites keeps on this desk, under the same names as the desk's own site and apart from it:
 * drafts, the folded picture, the secret of its household ids, how far its people are known.
 */
export function siteLocal(local: LocalStore, siteId: SiteId): LocalStore {
  const at = (key: string): string => `${key}@${siteId}`
  return {
    readSetting: (key) => local.readSetting(at(key)),
    writeSetting: (key, value) => local.writeSetting(at(key), value),
    readSnapshot: (key) => local.readSnapshot(at(key)),
    writeSnapshot: (snapshot) => local.writeSnapshot({ ...snapshot, key: at(snapshot.key) }),
    deleteSnapshot: (key) => local.deleteSnapshot(at(key)),
    logScan: (scan) => local.logScan(scan),
    lastScans: (count) => local.lastScans(count),
    readDraft: (key) => local.readDraft(at(key)),
    hasDraft: (key) => local.hasDraft(at(key)),
    writeDraft: (key, value) => local.writeDraft(at(key), value),
    deleteDraft: (key) => local.deleteDraft(at(key)),
  }
}
