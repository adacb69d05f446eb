// First the script that shows the data on a still map, then the map that can be moved, then .NET: on a slow link every byte before
// the first data is waited for.
const { map, blazor } = document.currentScript.dataset;
let begun = false;

async function begin() {
  if (begun) return;
  begun = true;
  try {
    await new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.setAttribute('autostart', 'false');
      Object.assign(script, { src: blazor, onload: resolve, onerror: () => reject(new Error(`${blazor} did not come`)) });
      document.body.append(script);
    });
    await Blazor.start();
  } catch (error) {
    // The map goes on without it, and the reader learns why lists are missing.
    console.error(error);
    document.getElementById('blazor-error-ui').style.display = 'block';
  }
}

import(new URL(map, document.baseURI)).catch(error => {
  console.error(error);
  void begin();
});

// Said by the map script; and where that script cannot run, or waits for a server that is away, the lists come without a map.
addEventListener('sahelmap:loaded', begin);
addEventListener('error', begin, true);
setTimeout(begin, 30_000);
