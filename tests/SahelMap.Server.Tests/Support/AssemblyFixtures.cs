using SahelMap.Server.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgisCluster))]
