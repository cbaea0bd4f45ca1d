using System.Net;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataProfilesClientTests
{
    private const string Token = "11111111-2222-3333-4444-555555555555";
    private const string Tokens = CdpRig.Cdp + "audiences/341502/tokens";

    private const string Info = $$"""
        {"id":"12","audienceId":"341502","token":"{{Token}}","description":"shop","keyColumn":"external_id",
         "segments":[{"id":"8801","name":"Active buyers"}],"attributeColumns":["country"],"v2":true,"createdAt":"{{CdpRig.Now}}"}
        """;

    private static readonly TdProfileTokenRequest s_request = new()
    {
        KeyColumn = "external_id",
        Description = "shop",
        AttributeColumns = ["country"],
        SegmentIds = [CdpRig.Segment],
    };

    [Fact]
    public async Task LookUpAsync_OfADocumentedAnswer_ReadsThePerson()
    {
        await using var rig = new CdpRig().Answers(
            """[{"key":{"external_id":"C-1001"},"values":["8801",8802],"attributes":{"country":"DE","age":41,"tags":["a"],"vip":true,"none":null}}]"""
        );

        var person = Assert.Single(await rig.Client.Profiles.LookUpAsync(new TdProfileToken(Token), "external_id", "C-1001"));

        Assert.Equal([$"GET {CdpRig.Profiles}cdp/lookup/collect/segments?version=2&token={Token}&key.external_id=C-1001"], rig.Seen);
        Assert.Equal("C-1001", person.Key!["external_id"]);
        Assert.True(person.IsIn(CdpRig.Segment));
        Assert.True(person.IsIn(new TdSegmentId(8802)));
        Assert.False(person.IsIn(new TdSegmentId(1)));
        Assert.Equal("DE", person.Attributes!["country"]);
        Assert.Equal("41", person.Attributes["age"]);
        Assert.Equal("""["a"]""", person.Attributes["tags"]);
        Assert.Equal("true", person.Attributes["vip"]);
        Assert.Null(person.Attributes["none"]);
        Assert.Equal("TdProfile { 2 segments, 5 attributes }", person.ToString());
    }

    [Fact]
    public async Task LookUpAsync_OfAnybody_SendsNoKeyOfTheAccount()
    {
        await using var rig = new CdpRig().Answers("[]").Answers("[]");
        var token = new TdProfileToken(Token);

        await rig.Client.Profiles.LookUpAsync(token, "email", "ada+1@example.com");
        await rig.Client.WithCredential(Credential.ApiKey(Canaries.TreasureDataKey())).Profiles.LookUpAsync(token, "email", "x");

        Assert.All(rig.Pipeline.Handler.Seen, static request => Assert.DoesNotContain("Authorization", request.Headers.Keys));
        Assert.EndsWith("&key.email=ada%2B1%40example.com", rig.Seen[0], StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Pipeline.Logs.GetSnapshot(), static record => record.Message.Contains(Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LookUpAsync_BySeveralTokens_ListsThem()
    {
        await using var rig = new CdpRig().Answers("[]");

        await rig.Client.Profiles.LookUpAsync(
            [new TdProfileToken("a"), new TdProfileToken("b&c")],
            new Dictionary<string, string> { ["id"] = "1", ["email hash"] = "2" }
        );

        Assert.Equal([$"GET {CdpRig.Profiles}cdp/lookup/collect/segments?version=2&token=a,b%26c&key.id=1&key.email%20hash=2"], rig.Seen);
    }

    [Fact]
    public async Task LookUpAsync_RejectedToken_NamesTheTokenAsTheCauseAndDoesNotShowIt()
    {
        await using var rig = new CdpRig().Answers($$"""{"error":"bad token {{Token}}"}""", HttpStatusCode.Unauthorized);

        var e = await Assert.ThrowsAsync<CredentialsRejectedException>(() =>
            rig.Client.Profiles.LookUpAsync(new TdProfileToken(Token), "external_id", "C-1001")
        );

        Assert.Contains("the token exists", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("C-1001", e.ToString(), StringComparison.Ordinal);
        Assert.Single(rig.Seen);
    }

    [Fact]
    public async Task LookUpAsync_OfSomethingImpossible_SendsNothing()
    {
        await using var rig = new CdpRig();
        var profiles = rig.Client.Profiles;
        var token = new TdProfileToken(Token);
        var key = new Dictionary<string, string> { ["id"] = "1" };

        await Assert.ThrowsAsync<ArgumentException>(() => profiles.LookUpAsync(default, "id", "1"));
        await Assert.ThrowsAsync<ArgumentException>(() => profiles.LookUpAsync(token, "", "1"));
        await Assert.ThrowsAsync<ArgumentException>(() => profiles.LookUpAsync(token, "id", ""));
        await Assert.ThrowsAsync<ArgumentException>(() => profiles.LookUpAsync(token, "td_global_id", "1"));
        await Assert.ThrowsAsync<ArgumentException>(() => profiles.LookUpAsync([], key));
        await Assert.ThrowsAsync<ArgumentException>(() => profiles.LookUpAsync([token, token, token, token, token, token], key));

        Assert.Empty(rig.Seen);
    }

    [Fact]
    public async Task ListTokensAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var rig = new CdpRig().Answers($"[{Info}]").Answers(Info);

        var info = Assert.Single(await rig.Client.Profiles.ListTokensAsync(CdpRig.Audience));
        var same = await rig.Client.Profiles.GetTokenAsync(CdpRig.Audience, info.Id!.Value);

        Assert.Equal([$"GET {Tokens}", $"GET {Tokens}/12"], rig.Seen);
        Assert.Equal(new TdProfileTokenId(12), same.Id);
        Assert.Equal(Token, info.Token!.Value.Value);
        Assert.Equal("***", info.Token.ToString());
        Assert.Equal("external_id", info.KeyColumn);
        Assert.Equal(CdpRig.Segment, Assert.Single(info.Segments!).Id);
        Assert.Equal(["country"], info.AttributeColumns);
        Assert.True(info.IsVersion2);
    }

    [Fact]
    public async Task TokenWrites_OfARequest_SendIt()
    {
        await using var rig = new CdpRig().Answers("").Answers($"[{Info}]").Answers(Info).Answers("");
        var profiles = rig.Client.Profiles;

        var created = await profiles.CreateTokenAsync(CdpRig.Audience, s_request);
        CdpRig.SameJson(
            """{"description":"shop","keyColumn":"external_id","segments":[{"id":8801}],"attributeColumns":["country"]}""",
            rig.Pipeline.Handler.Seen[0].Body
        );
        await profiles.UpdateTokenAsync(CdpRig.Audience, created.Id!.Value, s_request);
        Assert.True(await profiles.DeleteTokenIfExistsAsync(CdpRig.Audience, created.Id!.Value));

        Assert.Equal([$"POST {Tokens}", $"GET {Tokens}", $"PUT {Tokens}/12", $"DELETE {Tokens}/12"], rig.Seen);
    }

    [Fact]
    public async Task CreateTokenAsync_AnswerLostAndTokenThere_ReturnsIt()
    {
        await using var rig = new CdpRig().Loses().Answers($"[{Info}]");

        var created = await rig.Client.Profiles.CreateTokenAsync(CdpRig.Audience, s_request);

        Assert.Equal(new TdProfileTokenId(12), created.Id);
        Assert.Equal([$"POST {Tokens}", $"GET {Tokens}"], rig.Seen);
    }

    [Fact]
    public async Task CreateTokenAsync_BeyondALimit_SendsNothing()
    {
        await using var rig = new CdpRig();
        var profiles = rig.Client.Profiles;

        await Assert.ThrowsAsync<ArgumentException>(() =>
            profiles.CreateTokenAsync(CdpRig.Audience, s_request with { AttributeColumns = ["a", "b", "c", "d", "e", "f"] })
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            profiles.CreateTokenAsync(
                CdpRig.Audience,
                s_request with
                {
                    SegmentIds = [.. Enumerable.Range(1, 16).Select(static id => new TdSegmentId(id))],
                }
            )
        );
        await Assert.ThrowsAsync<ArgumentException>(() => profiles.CreateTokenAsync(CdpRig.Audience, s_request with { KeyColumn = "" }));

        Assert.Empty(rig.Seen);
    }

    [Fact]
    public async Task GetTokenAsync_SegmentsAsIdsOrObjects_AreRead()
    {
        await using var rig = new CdpRig().Answers("""{"id":"5","segments":["8801",8802,{"id":"8803","name":"c"},null]}""");

        var token = await rig.Client.Profiles.GetTokenAsync(CdpRig.Audience, new TdProfileTokenId("5"));

        Assert.Equal(["8801", "8802", "8803"], token.Segments!.Select(static segment => segment.Id!.Value.Value));
    }
}
