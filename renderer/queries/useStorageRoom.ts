import { useEffect, useState } from 'react'

/** What the browser keeps for this desk, and how much it may. Bytes; null where it does not say. */
export interface StorageRoomNow {
  /** Kept until a person deletes it, and not cleared when the disk runs low. */
  readonly persisted: boolean
  readonly usedBytes: number | null
  readonly quotaBytes: number | null
}

export function useStorageRoom(): { readonly room: StorageRoomNow | undefined; askToKeep(): void } {
  const [room, setRoom] = useState<StorageRoomNow>()
  useEffect(() => {
    let gone = false
    void roomNow().then((now) => !gone && setRoom(now))
    return () => {
      gone = true
    }
  }, [])
  const askToKeep = () => void navigator.storage.persist().then(roomNow, roomNow).then(setRoom)
  return { room, askToKeep }
}

async function roomNow(): Promise<StorageRoomNow> {
  const persisted = await navigator.storage.persisted().catch(() => false)
  const { usage = null, quota = null } = await navigator.storage.estimate().catch((): StorageEstimate => ({}))
  return { persisted, usedBytes: usage, quotaBytes: quota }
}
