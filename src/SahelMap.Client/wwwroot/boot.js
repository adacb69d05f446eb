// First the picture of the basemap, then the map script, which takes the thread for a while before it draws, then .NET: on a slow
// link every byte before the map and its first data is a second of waiting.
const { map, blazor } = document.currentScript.dataset;
let begun = false;

async function pictureShown() {
  await document.querySelector('#first-picture img')?.decode();
  await new Promise(resolve => new PerformanceObserver(resolve).observe({ type: 'paint', buffered: true }));
}

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

const soon = new Promise(resolve => setTimeout(resolve, document.hidden ? 0 : 1000));
Promise.race([pictureShown().catch(() => soon), soon]).then(() => import(new URL(map, document.baseURI))).catch(error => {
  console.error(error);
  void begin();
});

// Said by the map script; and where that script cannot run, or waits for a server that is away, the lists come without a map.
addEventListener('sahelmap:loaded', begin);
addEventListener('error', begin, true);
setTimeout(begin, 20_000);
