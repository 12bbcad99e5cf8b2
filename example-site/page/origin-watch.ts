interface NoticeAnswer {
  readonly notice: {readonly text: string; readonly publishedAtMs: number} | null;
}

/** Well above the notice's own freshness: an older answer means that the origin was not reached. */
const OLDEST_ANSWER_SECONDS = 90;

const MOMENT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** Keeps the notice, the offline badge and the time of the last word from the origin up to date. */
export async function watchOrigin(): Promise<void> {
  addEventListener('online', () => void ask());
  addEventListener('offline', () => void ask());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void ask();
  });
  await ask();
}

async function ask(): Promise<void> {
  let response: Response | undefined;
  try {
    response = await fetch('/api/notice');
  } catch {
    // Offline, and nothing is stored: the badge says so.
  }
  const date = response?.headers.get('date');
  const ageSeconds = Number(response?.headers.get('age') ?? 0);
  const isOffline = !response?.ok || !navigator.onLine || ageSeconds > OLDEST_ANSWER_SECONDS;
  const confirmed = date ? MOMENT.format(new Date(date)) : undefined;
  showConfirmed(confirmed ? `Confirmed by the origin ${confirmed}.` : '');
  showOffline(isOffline, confirmed ? `Offline, as of ${confirmed}` : 'Offline');
  // The page itself may have come after a stored answer, and then knows better.
  const isAfterPage = ageSeconds * 1000 < performance.now();
  if (response?.ok && isAfterPage) showNotice((await response.json()) as NoticeAnswer);
}

function showConfirmed(text: string): void {
  const element = document.getElementById('checked');
  if (element) element.textContent = text;
}

function showOffline(isOffline: boolean, text: string): void {
  const badge = document.getElementById('offline');
  if (!badge) return;
  badge.hidden = !isOffline;
  badge.textContent = text;
}

function showNotice({notice}: NoticeAnswer): void {
  const aside = document.getElementById('notice');
  if (!aside) return;
  aside.hidden = notice === null;
  const shown = aside.querySelector('p')?.textContent;
  if (!notice || notice.text === shown) return;
  const text = document.createElement('p');
  text.textContent = notice.text;
  const source = document.createElement('small');
  source.textContent = `Editor’s notice, ${MOMENT.format(notice.publishedAtMs)}`;
  aside.replaceChildren(text, source);
}
