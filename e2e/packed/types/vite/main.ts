/// <reference types="workbox-revalidate/client" />
import {registerWorker} from 'virtual:workbox-revalidate';

const worker = await registerWorker({onWaiting: (activate) => activate()});
await worker?.check();

// @ts-expect-error: there is no such mode
await registerWorker({mode: 'later'});
