using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Sync;

namespace BrevoTd.Connector.Tests.Sync;

/// <summary>What would take somebody off a blocklist is blanked, and nothing else.</summary>
public sealed class BlocklistFlagsTests
{
    [Theory]
    [InlineData("""{"email":"a","emailBlacklisted":false}""", """{"email":"a"}""")]
    [InlineData("""{"emailBlacklisted":false,"email":"a"}""", """{"email":"a"}""")]
    [InlineData("""{"emailBlacklisted":false}""", "{}")]
    [InlineData("""{"a":1,"emailBlacklisted":false,"smsBlacklisted":false,"b":2}""", """{"a":1,"b":2}""")]
    [InlineData("""{"emailBlacklisted":false,"smsBlacklisted":false,"b":2}""", """{"b":2}""")]
    [InlineData("""{"emailBlacklisted":true,"smsBlacklisted":false}""", """{"emailBlacklisted":true}""")]
    [InlineData("""{"attributes":{"emailBlacklisted":false},"email":"a"}""", """{"attributes":{"emailBlacklisted":false},"email":"a"}""")]
    public void BlankReleases_OfARecord_LeavesTheRestAndItsLength(string record, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(record);

        BlocklistFlags.BlankReleases(bytes);

        Assert.Equal(record.Length, bytes.Length);
        using var left = JsonDocument.Parse(bytes);
        using var wanted = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(wanted.RootElement, left.RootElement), Encoding.UTF8.GetString(bytes));
    }
}
