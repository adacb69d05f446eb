using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SahelMap.Domain.Tests;

public sealed class ConventionTests
{
    private static readonly string[] Allowed = ["System.", "NetTopologySuite", "ProjNET", "MathNet.Numerics"];
    private static readonly string[] Outside =
        ["System.IO", "System.Net", "System.Data", "System.Diagnostics.Process", "Microsoft.AspNetCore", "Microsoft.Extensions", "Npgsql", "SahelMap.Server", "SahelMap.Contracts"];

    [Fact]
    public void Domain_references_only_geometry_projections_statistics_and_the_base_library() =>
        Assert.DoesNotContain(typeof(DateSpan).Assembly.GetReferencedAssemblies(),
            a => !Allowed.Any(allowed => a.Name!.StartsWith(allowed, StringComparison.Ordinal)));

    [Fact]
    public void Domain_uses_no_type_that_reads_or_writes()
    {
        using var file = File.OpenRead(typeof(DateSpan).Assembly.Location);
        using var assembly = new PEReader(file);
        var metadata = assembly.GetMetadataReader();
        var used = metadata.TypeReferences
            .Select(metadata.GetTypeReference)
            .Select(t => $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}");
        Assert.DoesNotContain(used, name => Outside.Any(outside => name.StartsWith(outside + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void Domain_takes_no_clock_of_its_own()
    {
        using var file = File.OpenRead(typeof(DateSpan).Assembly.Location);
        using var assembly = new PEReader(file);
        var metadata = assembly.GetMetadataReader();
        var members = metadata.MemberReferences.Select(metadata.GetMemberReference).Select(m => metadata.GetString(m.Name));
        Assert.DoesNotContain(members, name => name is "get_UtcNow" or "get_Now" or "get_Today" or "get_System");
    }
}
