import { connect } from 'node:net'
import { paths, protocolHeader, protocolVersion } from '../../shared/contract/sync'
import type { ADeskOfTheCentre } from './aCentre'

/** Its head is sent, and of its body the first part. `answered` as it begins, or 'nothing' where the line is cut before. */
export async function beginPush(address: string, desk: ADeskOfTheCentre, length: number, first: string) {
  const { port, hostname } = new URL(address)
  const socket = connect(Number(port), hostname).on('error', () => {})
  const answered = new Promise<string>((resolve) => {
    socket.once('data', (part) => resolve(String(part)))
    socket.once('close', () => resolve('nothing'))
  })
  socket.write(
    `POST ${paths.push} HTTP/1.1\r\nhost: x\r\n${protocolHeader}: ${protocolVersion}\r\nauthorization: Bearer ${desk.token}\r\ncontent-length: ${length}\r\n\r\n${first}`,
  )
  return { socket, answered }
}
