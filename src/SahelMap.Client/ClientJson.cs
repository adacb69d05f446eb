using System.Text.Json;
using System.Text.Json.Serialization;
using SahelMap.Client.Map;
using SahelMap.Contracts;
using SahelMap.Contracts.Live;

namespace SahelMap.Client;

/// <summary>Everything the browser reads or writes as JSON, generated at build time: reflection does not survive trimming.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)] // half of what both modes would weigh
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Actor[]))]
[JsonSerializable(typeof(Actor))]
[JsonSerializable(typeof(ActorSummary))]
[JsonSerializable(typeof(IncidentNeighbours))]
[JsonSerializable(typeof(IncidentsInside))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(Selection))]
[JsonSerializable(typeof(Mandate))]
[JsonSerializable(typeof(Mandate[]))]
[JsonSerializable(typeof(Overlap))]
[JsonSerializable(typeof(Api.OverlapCollection))]
[JsonSerializable(typeof(Api.OverlapFeature))]
[JsonSerializable(typeof(Api.OverlapMonths))]
[JsonSerializable(typeof(Api.SideEvidence))]
[JsonSerializable(typeof(Api.IncidentPage))]
[JsonSerializable(typeof(Api.Region[]))]
[JsonSerializable(typeof(Feature<IncidentProperties>))]
[JsonSerializable(typeof(Feature<DeploymentProperties>))]
[JsonSerializable(typeof(ChangeBatch))]
[JsonSerializable(typeof(OverlapsChanged))]
[JsonSerializable(typeof(ReloadNotice))]
[JsonSerializable(typeof(ResumeAnswer))]
[JsonSerializable(typeof(AnalysisRequest))]
[JsonSerializable(typeof(AnalysisAnswer<ExposureResult>))]
[JsonSerializable(typeof(AnalysisAnswer<ArrivalResult>))]
[JsonSerializable(typeof(WhatIfRequest))]
[JsonSerializable(typeof(WhatIfAnswer))]
[JsonSerializable(typeof(Analysis.PlotSpec))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(Api.Problem))]
[JsonSerializable(typeof(MapSnapshot))]
[JsonSerializable(typeof(MapState))]
[JsonSerializable(typeof(MapCounts))]
[JsonSerializable(typeof(MapProgress))]
[JsonSerializable(typeof(LayerSwitches))]
[JsonSerializable(typeof(SharedLink))]
[JsonSerializable(typeof(PictureChoice))]
[JsonSerializable(typeof(Dictionary<string, object>))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long?))]
public sealed partial class ClientJson : JsonSerializerContext;
