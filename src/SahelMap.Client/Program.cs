using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using MudBlazor;
using MudBlazor.Services;
using SahelMap.Client;
using SahelMap.Client.Analysis;
using SahelMap.Client.Api;
using SahelMap.Client.Editing;
using SahelMap.Client.I18n;
using SahelMap.Client.Live;
using SahelMap.Client.Map;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(new HttpClient { BaseAddress = new Uri(builder.HostEnvironment.BaseAddress) });
builder.Services.AddSingleton<Text>();
builder.Services.AddSingleton<HostPage>();
builder.Services.AddSingleton<SahelApi>();
builder.Services.AddSingleton<Catalog>();
builder.Services.AddSingleton<MapView>();
builder.Services.AddSingleton<MapDrawing>();
builder.Services.AddSingleton<Analyst>();
builder.Services.AddSingleton<WhatIf>();
builder.Services.AddSingleton<LiveConnection>();
builder.Services.AddSingleton<OverlapStore>();
builder.Services.AddSingleton<Feed>();
builder.Services.AddScoped<Editor>(); // it asks by dialog, and dialogs are scoped
builder.Services.AddMudServices(options =>
{
    options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
    options.SnackbarConfiguration.HideIcon = true;
    options.SnackbarConfiguration.MaxDisplayedSnackbars = 3;
});
builder.Services.AddTransient<MudLocalizer, MudTexts>();
await builder.Build().RunAsync();
