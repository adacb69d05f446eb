// .NET is fetched after the map and its first data: on a slow link every byte before them is a second of waiting.
const { blazor } = document.currentScript.dataset;
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

// Said by the map script; and where that script cannot run, or waits for a server that is away, the lists come without a map.
addEventListener('sahelmap:loaded', begin);
addEventListener('error', begin, true);
setTimeout(begin, 20_000);
