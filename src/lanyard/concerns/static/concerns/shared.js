// Puts what was shared from another app into the form that takes it, and forgets it: only where its owner came here to
// use it. It then goes the way of every file: checked, drawn anew, encrypted.
const USE = "lanyard-use-shared";
const says = document.querySelector("[data-shared-says]");
const input = document.querySelector("input[type=file][name=files], input[type=file][name$=-files]");
const link = document.querySelector("input[name=link], input[name$=-link]");
const wordsAlone = document.querySelector("form[data-no-pictures]");

if (sessionStorage.getItem(USE) && (input || link || wordsAlone)) {
  await import(document.querySelector("script[data-shared-store]").dataset.sharedStore);
  const { forget, keep, look } = globalThis.lanyardShared;
  const found = await look().catch(() => null);
  const done = [];
  if (found && link && !link.value && found.link) {
    link.value = found.link;
    found.link = "";
    done.push("We have filled in the link you shared.");
  }
  if (found && wordsAlone && found.files.length) {
    found.files = [];
    done.push("A picture can’t be sent with this kind of report, so what you shared has been removed from Lanyard. Tell us in words.");
  } else if (found && input && found.files.length) {
    const data = new DataTransfer();
    for (const file of found.files) data.items.add(file);
    input.files = data.files;
    found.files = [];
    done.push("We have added what you shared. Check it before you send.");
  }
  if (found && done.length) {
    // Shown before it is filled, so that it is read out.
    says.hidden = false;
    says.textContent = done.join(" ");
    if (found.files.length || found.link) {
      await keep(found.files, found.link);
    } else {
      await forget();
      sessionStorage.removeItem(USE);
    }
  }
}
