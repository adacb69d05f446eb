using System.Text.Json.Serialization;
using SahelMap.Contracts;

namespace SahelMap.Server.Analyses.Studies;

/// <summary>The studies on the wire and in receipts.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AnalysisRequest))]
[JsonSerializable(typeof(WhatIfRequest))]
[JsonSerializable(typeof(WhatIfAnswer))]
[JsonSerializable(typeof(OverlapRequest))]
[JsonSerializable(typeof(OverlapAnswer))]
[JsonSerializable(typeof(AnalysisAnswer<ExposureResult>))]
[JsonSerializable(typeof(AnalysisAnswer<ArrivalResult>))]
public sealed partial class StudyJson : JsonSerializerContext;
