import type {Socket} from 'node:net';

export const RTT_MS = 100;
/** 1.6 Mbit/s. */
const BYTES_PER_MS = 200;
/** What a connection sends before it is another one's turn, as on an Ethernet. */
const PACKET_BYTES = 1460;

/** What one connection has on the link. */
interface Lane {
  readonly to: Socket;
  /** An empty one ends the connection. */
  readonly waiting: Buffer[];
  readonly onTheWay: Buffer[];
}

/** One direction of a line, which its connections share packet by packet. */
export class SlowLink {
  #bytes = 0;
  #lastUsedMs = 0;
  #freeAtMs = 0;
  #isSending = false;
  #onTheWay = 0;
  /** Those with something to send, the next one first. */
  readonly #lanes: Lane[] = [];

  /** All that was ever sent. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How long nothing has been on the link. */
  get quietMs(): number {
    return this.#isSending || this.#onTheWay > 0 ? 0 : performance.now() - this.#lastUsedMs;
  }

  carry(from: Socket, to: Socket): void {
    const lane: Lane = {to, waiting: [], onTheWay: []};
    from.on('data', (data: Buffer) => {
      this.#bytes += data.length;
      const packets = Array.from({length: Math.ceil(data.length / PACKET_BYTES)}, (_, index) =>
        data.subarray(index * PACKET_BYTES, (index + 1) * PACKET_BYTES),
      );
      this.#queue(lane, packets);
    });
    from.once('end', () => this.#queue(lane, [Buffer.alloc(0)]));
  }

  #queue(lane: Lane, packets: readonly Buffer[]): void {
    if (lane.waiting.length === 0) this.#lanes.push(lane);
    lane.waiting.push(...packets);
    if (this.#isSending) return;
    this.#freeAtMs = performance.now();
    this.#send();
  }

  /** Goes by the time at which the link should be free: timers are late, and the rate must hold. */
  #send(): void {
    const lane = this.#lanes.shift();
    const packet = lane?.waiting.shift();
    this.#isSending = packet !== undefined;
    if (!lane || !packet) return;
    if (lane.waiting.length > 0) this.#lanes.push(lane);
    this.#freeAtMs += packet.length / BYTES_PER_MS;
    lane.onTheWay.push(packet);
    this.#onTheWay++;
    at(this.#freeAtMs + RTT_MS / 2, () => this.#deliver(lane));
    at(this.#freeAtMs, () => this.#send());
  }

  /** Whichever timer it was, what was sent first arrives first. */
  #deliver({to, onTheWay}: Lane): void {
    const packet = onTheWay.shift();
    this.#onTheWay--;
    this.#lastUsedMs = performance.now();
    if (packet?.length) to.write(packet);
    else to.end();
  }
}

function at(timeMs: number, work: () => void): void {
  setTimeout(work, timeMs - performance.now());
}
