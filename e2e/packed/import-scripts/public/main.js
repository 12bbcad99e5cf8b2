await navigator.serviceWorker.register('/sw.js');
await navigator.serviceWorker.ready;

const response = await fetch('/api/wind.json');
const {wind} = await response.json();
document.getElementById('wind').append(wind);
