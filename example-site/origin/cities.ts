export interface City {
  readonly slug: string;
  readonly name: string;
  readonly country: string;
  readonly continent: string;
  readonly latitude: number;
  readonly longitude: number;
  /** IANA name. */
  readonly timeZone: string;
}

type Row = [name: string, country: string, latitude: number, longitude: number, timeZone: string];

const ROWS: Record<string, readonly Row[]> = {
  Africa: [
    ['Addis Ababa', 'Ethiopia', 9.0054, 38.7636, 'Africa/Addis_Ababa'],
    ['Cairo', 'Egypt', 30.0444, 31.2357, 'Africa/Cairo'],
    ['Cape Town', 'South Africa', -33.9249, 18.4241, 'Africa/Johannesburg'],
    ['Casablanca', 'Morocco', 33.5731, -7.5898, 'Africa/Casablanca'],
    ['Dakar', 'Senegal', 14.6928, -17.4467, 'Africa/Dakar'],
    ['Lagos', 'Nigeria', 6.4541, 3.3947, 'Africa/Lagos'],
    ['Nairobi', 'Kenya', -1.2864, 36.8172, 'Africa/Nairobi'],
  ],
  Asia: [
    ['Dubai', 'United Arab Emirates', 25.2048, 55.2708, 'Asia/Dubai'],
    ['Hong Kong', 'China', 22.3193, 114.1694, 'Asia/Hong_Kong'],
    ['Istanbul', 'Türkiye', 41.0082, 28.9784, 'Europe/Istanbul'],
    ['Jakarta', 'Indonesia', -6.2088, 106.8456, 'Asia/Jakarta'],
    ['Kathmandu', 'Nepal', 27.7172, 85.324, 'Asia/Kathmandu'],
    ['Mumbai', 'India', 19.076, 72.8777, 'Asia/Kolkata'],
    ['Seoul', 'South Korea', 37.5665, 126.978, 'Asia/Seoul'],
    ['Singapore', 'Singapore', 1.2897, 103.8501, 'Asia/Singapore'],
    ['Tokyo', 'Japan', 35.6895, 139.6917, 'Asia/Tokyo'],
  ],
  Europe: [
    ['Athens', 'Greece', 37.9838, 23.7275, 'Europe/Athens'],
    ['Berlin', 'Germany', 52.52, 13.405, 'Europe/Berlin'],
    ['Helsinki', 'Finland', 60.1699, 24.9384, 'Europe/Helsinki'],
    ['Lisbon', 'Portugal', 38.7223, -9.1393, 'Europe/Lisbon'],
    ['London', 'United Kingdom', 51.5074, -0.1278, 'Europe/London'],
    ['Longyearbyen', 'Svalbard', 78.2232, 15.6267, 'Arctic/Longyearbyen'],
    ['Paris', 'France', 48.8566, 2.3522, 'Europe/Paris'],
    ['Reykjavík', 'Iceland', 64.1466, -21.9426, 'Atlantic/Reykjavik'],
    ['Rome', 'Italy', 41.9028, 12.4964, 'Europe/Rome'],
    ['Tromsø', 'Norway', 69.6492, 18.9553, 'Europe/Oslo'],
  ],
  'North America': [
    ['Anchorage', 'United States', 61.2181, -149.9003, 'America/Anchorage'],
    ['Halifax', 'Canada', 44.6488, -63.5752, 'America/Halifax'],
    ['Havana', 'Cuba', 23.1136, -82.3666, 'America/Havana'],
    ['Los Angeles', 'United States', 34.0522, -118.2437, 'America/Los_Angeles'],
    ['Mexico City', 'Mexico', 19.4326, -99.1332, 'America/Mexico_City'],
    ['New York', 'United States', 40.7128, -74.006, 'America/New_York'],
    ['Nuuk', 'Greenland', 64.1814, -51.6941, 'America/Nuuk'],
    ['Vancouver', 'Canada', 49.2827, -123.1207, 'America/Vancouver'],
  ],
  'South America': [
    ['Bogotá', 'Colombia', 4.711, -74.0721, 'America/Bogota'],
    ['Buenos Aires', 'Argentina', -34.6037, -58.3816, 'America/Argentina/Buenos_Aires'],
    ['Lima', 'Peru', -12.0464, -77.0428, 'America/Lima'],
    ['Rio de Janeiro', 'Brazil', -22.9068, -43.1729, 'America/Sao_Paulo'],
    ['Santiago', 'Chile', -33.4489, -70.6693, 'America/Santiago'],
    ['Ushuaia', 'Argentina', -54.8019, -68.303, 'America/Argentina/Ushuaia'],
  ],
  'Oceania and Antarctica': [
    ['Auckland', 'New Zealand', -36.8485, 174.7633, 'Pacific/Auckland'],
    ['Hobart', 'Australia', -42.8821, 147.3272, 'Australia/Hobart'],
    ['Honolulu', 'United States', 21.3069, -157.8583, 'Pacific/Honolulu'],
    ['McMurdo Station', 'Antarctica', -77.8419, 166.6863, 'Antarctica/McMurdo'],
    ['Papeete', 'French Polynesia', -17.5516, -149.5585, 'Pacific/Tahiti'],
    ['Perth', 'Australia', -31.9523, 115.8613, 'Australia/Perth'],
    ['Suva', 'Fiji', -18.1248, 178.4501, 'Pacific/Fiji'],
    ['Sydney', 'Australia', -33.8688, 151.2093, 'Australia/Sydney'],
  ],
};

function slugOf(name: string): string {
  // "ø" is a letter of its own: NFD takes no accent off it.
  const ascii = name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/ø/g, 'o');
  return ascii.toLowerCase().replaceAll(' ', '-');
}

export const CITIES: readonly City[] = Object.entries(ROWS).flatMap(([continent, rows]) =>
  rows.map(([name, country, latitude, longitude, timeZone]) => ({
    slug: slugOf(name),
    name,
    country,
    continent,
    latitude,
    longitude,
    timeZone,
  })),
);

const BY_SLUG = new Map(CITIES.map((city) => [city.slug, city]));

export function findCity(slug: string): City | undefined {
  return BY_SLUG.get(slug);
}
