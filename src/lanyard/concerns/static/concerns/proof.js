// While somebody writes, a worker beside the page does a small piece of work, so that a machine can't send thousands of
// reports for nothing. Nobody waits for it: without it everything is taken just the same.
const script = document.querySelector("script[data-worker]");
const token = document.querySelector('input[name="form"]');
const answer = document.querySelector("[data-proof]");

if (script && token && answer && !answer.value && window.Worker && window.isSecureContext) {
  try {
    const worker = new Worker(script.dataset.worker);
    worker.addEventListener("message", (event) => {
      answer.value = event.data;
      worker.terminate();
    });
    worker.addEventListener("error", () => worker.terminate());
    worker.postMessage({ token: token.value, bits: Number(answer.dataset.proof) });
  } catch {
    // A browser that refuses workers sends no proof.
  }
}
