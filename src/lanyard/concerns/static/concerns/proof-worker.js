// Looks for a number with which the SHA-256 of "token:number" begins with so many zero bits (see proof.py).
self.addEventListener("message", async (event) => {
  const { token, bits } = event.data;
  const encoder = new TextEncoder();
  for (let number = 0; ; number += 1) {
    const digest = await crypto.subtle.digest("SHA-256", encoder.encode(`${token}:${number}`));
    if (new DataView(digest).getUint32(0) >>> (32 - bits) === 0) {
      self.postMessage(String(number));
      return;
    }
  }
});
