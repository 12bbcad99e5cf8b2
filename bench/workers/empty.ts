declare const self: ServiceWorkerGlobalScope;

// A worker that has a listener and answers nothing.
self.addEventListener('fetch', () => {});

export {};
