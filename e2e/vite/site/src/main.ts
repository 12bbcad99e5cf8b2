import './style.css';
import {registerWorker} from 'virtual:workbox-revalidate';

const heard: string[] = [];
Object.assign(window, {heard});

const worker = await registerWorker({
  mode: import.meta.env['VITE_WORKER_MODE'] === 'auto' ? 'auto' : 'prompt',
  onInstalled: () => heard.push('installed'),
  onWaiting(activate) {
    heard.push('waiting');
    window.activate = activate;
  },
  onError: (error) => heard.push(`${error}`),
});
heard.push(worker ? 'registered' : 'not registered');
if (worker) window.check = () => worker.check();
