// Until .NET has started nobody else would say that it cannot: the map goes on without it, and the reader learns why lists are missing.
addEventListener('unhandledrejection', event => {
  if (document.body.classList.contains('booted') || !/platform|_framework|dotnet|wasm/i.test(String(event.reason?.message ?? event.reason))) return;
  document.getElementById('blazor-error-ui').style.display = 'block';
});
