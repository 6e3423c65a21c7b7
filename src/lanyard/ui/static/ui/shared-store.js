// What was shared with Lanyard from another app, until it is put into a form: on this device alone, for half an hour at
// most. Used by the pages and by the service worker.
globalThis.lanyardShared = (() => {
  const FOR = 30 * 60 * 1000;
  const NAME = "lanyard-shared";
  const KEY = "one";

  const open = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(NAME);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  const ask = async (mode, what) => {
    const database = await open();
    try {
      return await new Promise((resolve, reject) => {
        const asked = what(database.transaction(NAME, mode).objectStore(NAME));
        asked.transaction.oncomplete = () => resolve(asked.result);
        asked.transaction.onabort = () => reject(asked.transaction.error);
      });
    } finally {
      database.close();
    }
  };

  const forget = () => ask("readwrite", (store) => store.delete(KEY));
  return {
    forget,
    // `files` and `link` of one thing; the one before it is forgotten.
    keep: (files, link) => ask("readwrite", (store) => store.put({ at: Date.now(), files, link }, KEY)),
    // The thing, or null; one that is too old is forgotten.
    look: async () => {
      const found = await ask("readonly", (store) => store.get(KEY));
      if (!found) return null;
      if (Date.now() - found.at < FOR) return found;
      await forget();
      return null;
    },
  };
})();
