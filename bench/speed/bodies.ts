const bitmaps = new Map<number, Buffer>();

/** An uncompressed picture of that many bytes, all different, since a store may compress. */
export function bitmap(bytes: number): Buffer {
  const made = bitmaps.get(bytes);
  if (made) return made;
  // About a square: decoders refuse what is too high. A multiple of 4 needs no padding.
  const width = Math.floor(Math.sqrt(bytes / 3) / 4) * 4;
  const columns = Math.floor((bytes - 54) / (3 * width));
  const picture = Buffer.alloc(bytes);
  for (let i = 54; i < bytes; i += 4)
    picture.writeUInt32LE((i * 2654435761) >>> 0, Math.min(i, bytes - 4));
  picture.write('BM');
  picture.writeUInt32LE(bytes, 2);
  picture.writeUInt32LE(54, 10);
  picture.writeUInt32LE(40, 14);
  picture.writeInt32LE(width, 18);
  picture.writeInt32LE(columns, 22);
  picture.writeUInt16LE(1, 26);
  picture.writeUInt16LE(24, 28);
  bitmaps.set(bytes, picture);
  return picture;
}

/** A script of at least that many bytes: functions that all run at load, and so have to be compiled. */
export function script(bytes: number): string {
  const parts = ['let total = 0;'];
  for (let length = 0, i = 0; length < bytes; i++) {
    const part = functionOf(i);
    parts.push(part);
    length += part.length + 1;
  }
  return parts.join('\n');
}

function functionOf(i: number): string {
  return `function work${i}(input) {
  const state${i} = {count: input + ${i}, label: 'item-${i}', values: [${i}, ${i + 1}, ${i + 2}]};
  const pick = (index) => (index % 2 === 0 ? state${i}.values[index % 3] : state${i}.count - index);
  if (state${i}.count > ${i * 2}) state${i}.label += '-large';
  else if (input === ${i}) throw new Error(\`\${state${i}.label} is \${input}\`);
  for (let index = 0; index < 3; index++) state${i}.count ^= pick(index) << 1;
  return state${i}.count + state${i}.label.length;
}
total += work${i}(${i + 1});`;
}
