const MINUTE_MS = 60_000;

/** Marks the present on each bar of a day, and writes the time on the city's clocks. */
export function showLocalTimes(): void {
  for (const bar of document.querySelectorAll('.city-bar')) {
    const now = document.createElement('i');
    now.className = 'now';
    bar.append(now);
  }
  update();
  setInterval(update, MINUTE_MS / 2);
}

function update(): void {
  for (const bar of document.querySelectorAll<HTMLElement>('.city-bar')) {
    const [hours = 0, minutes = 0] = clock(bar.dataset['zone']).split(':').map(Number);
    const now = bar.querySelector<HTMLElement>('.now');
    if (now) now.style.left = `${((hours * 60 + minutes) / 1440) * 100}%`;
  }
  const local = document.getElementById('local-time');
  if (local) local.textContent = `${clock(local.dataset['zone'])} local`;
}

function clock(timeZone = 'UTC'): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(Date.now());
}
