/** A sea or a crater: selenographic degrees, half-widths in degrees, and how it shades the ground. */
type Feature = [
  latitude: number,
  longitude: number,
  halfHeight: number,
  halfWidth: number,
  shade: number,
];

// The near side's large features, by their published positions and diameters (1 degree = 30.3 km).
const FEATURES: readonly Feature[] = [
  [33, -16, 19, 19, -0.34], // Mare Imbrium
  [28, 17, 11, 11, -0.36], // Mare Serenitatis
  [8.5, 31, 13, 15, -0.4], // Mare Tranquillitatis
  [17, 59, 7, 9, -0.42], // Mare Crisium
  [-8, 51, 14, 10, -0.33], // Mare Fecunditatis
  [-15, 35, 6, 6, -0.34], // Mare Nectaris
  [-21, -17, 11, 12, -0.28], // Mare Nubium
  [-10, -23, 6, 7, -0.28], // Mare Cognitum
  [-24, -39, 7, 7, -0.38], // Mare Humorum
  [19, -55, 28, 18, -0.32], // Oceanus Procellarum
  [56, 0, 5, 38, -0.24], // Mare Frigoris
  [13, 4, 4, 4, -0.26], // Mare Vaporum
  [-43, -11, 4, 5, 0.3], // Tycho
  [10, -20, 3, 3, 0.26], // Copernicus
  [8, -38, 2, 2, 0.26], // Kepler
  [24, -47, 2, 2, 0.34], // Aristarchus
  [-9, 61, 2.5, 2.5, 0.2], // Langrenus
];
const HIGHLAND = 0.9;
/** Tycho's rays, as they leave it. */
const RAY_BEARINGS = [0.35, 1.05, 1.9, 2.9, 3.75, 4.5, 5.6];
const TYCHO = {latitude: -43, longitude: -11};

function hash(x: number, y: number): number {
  let bits = Math.imul(x, 374_761_393) ^ Math.imul(y, 668_265_263);
  bits = Math.imul(bits ^ (bits >>> 13), 1_274_126_177);
  return ((bits ^ (bits >>> 16)) >>> 0) / 4_294_967_295;
}

/** Smooth value noise between 0 and 1. */
function noise(x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const ease = (t: number) => t * t * (3 - 2 * t);
  const [tx, ty] = [ease(x - left), ease(y - top)];
  const mix = (a: number, b: number, t: number) => a + (b - a) * t;
  return mix(
    mix(hash(left, top), hash(left + 1, top), tx),
    mix(hash(left, top + 1), hash(left + 1, top + 1), tx),
    ty,
  );
}

function smoothStep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

function rays(latitude: number, longitude: number): number {
  const north = latitude - TYCHO.latitude;
  const east = (longitude - TYCHO.longitude) * Math.cos((latitude * Math.PI) / 180);
  const distance = Math.hypot(north, east);
  const bearing = (Math.atan2(east, north) + 2 * Math.PI) % (2 * Math.PI);
  const off = Math.min(...RAY_BEARINGS.map((ray) => Math.abs(ray - bearing)));
  return 0.14 * smoothStep(0.09, 0, off) * smoothStep(60, 8, distance) * smoothStep(3, 6, distance);
}

function computeAlbedo(latitude: number, longitude: number): number {
  // The seas' shores are rugged: bend the map a little before looking up a place.
  const bend = 9;
  const y = latitude + bend * (noise(latitude / 7 + 40, longitude / 7 + 11) - 0.5);
  const x = longitude + bend * (noise(latitude / 7 + 90, longitude / 7 + 71) - 0.5);
  let sea = 0;
  let bright = rays(latitude, longitude);
  for (const [atLatitude, atLongitude, halfHeight, halfWidth, shade] of FEATURES) {
    const away = Math.hypot((y - atLatitude) / halfHeight, (x - atLongitude) / halfWidth);
    const weight = smoothStep(1.2, 0.75, away);
    if (shade < 0) sea = Math.min(sea, shade * weight);
    else bright = Math.max(bright, shade * weight);
  }
  const grain =
    0.1 * (noise(latitude / 4, longitude / 4) - 0.5) +
    0.14 * (noise(latitude / 1.6 + 300, longitude / 1.6) - 0.5);
  return Math.min(1, Math.max(0.1, HIGHLAND + sea + bright + grain));
}

const STEPS_PER_DEGREE = 2;
const COLUMNS = 360 * STEPS_PER_DEGREE;
const map = new Map<number, number>();

/** The brightness, 0 to 1, of the Moon's ground at a place, to half a degree. */
export function albedo(latitude: number, longitude: number): number {
  const row = Math.round(latitude * STEPS_PER_DEGREE);
  const column = Math.round(longitude * STEPS_PER_DEGREE);
  const place = row * COLUMNS + column;
  let value = map.get(place);
  if (value === undefined) {
    value = computeAlbedo(row / STEPS_PER_DEGREE, column / STEPS_PER_DEGREE);
    map.set(place, value);
  }
  return value;
}
