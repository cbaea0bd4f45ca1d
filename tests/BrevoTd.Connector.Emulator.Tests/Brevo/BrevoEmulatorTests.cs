using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class BrevoEmulatorTests
{
    [Fact]
    public async Task AddContact_AllKindsOfAttributes_SameOverHttp()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddAttribute("AGE", "float");
        brevo.Brevo.AddAttribute("VIP", "boolean");
        brevo.Brevo.AddAttribute("BORN", "date");
        brevo.Brevo.AddAttribute("TAGS", "multiple-choice", "a", "b");
        brevo.Brevo.AddCategoryAttribute("GENDER", "Men", "Women");
        var list = brevo.Brevo.AddList("L");
        var given = new Dictionary<string, string>
        {
            ["SMS"] = "33612345678",
            ["EXT_ID"] = "e1",
            ["FIRSTNAME"] = "A",
            ["AGE"] = "33.5",
            ["VIP"] = "true",
            ["BORN"] = "1989-11-23",
            ["TAGS"] = "a,b",
            ["GENDER"] = "Men",
        };
        var id = brevo.Brevo.AddContact("A@example.com", given, list);
        var contact = (await brevo.GetAsync($"contacts/{id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(
            """{"SMS":"33612345678","EXT_ID":"e1","FIRSTNAME":"A","AGE":33.5,"VIP":true,"BORN":"1989-11-23","TAGS":["a","b"],"GENDER":"Men"}""",
            contact.GetProperty("attributes").GetRawText()
        );
        var found = brevo.Brevo.FindContact("a@example.com")!;
        Assert.Equal(given, found.Attributes);
        Assert.Equal([list], found.ListIds);
        Assert.Equal($"contact {id}", found.ToString());
        Assert.Equal(found.ToString(), Assert.Single(brevo.Brevo.EnumerateContacts()).ToString());
        Assert.Null(brevo.Brevo.FindContact("b@example.com"));
        Assert.Equal(1, brevo.Brevo.Requests.Total);
    }

    [Fact]
    public async Task Add_WhatBrevoWouldRefuse_ArgumentException()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddContact("a@example.com", new Dictionary<string, string> { ["SMS"] = "33612345678" });
        Assert.Throws<ArgumentException>(() => brevo.Brevo.AddAttribute("FIRSTNAME"));
        Assert.Throws<ArgumentException>(() => brevo.Brevo.AddAttribute("A", "money"));
        Assert.Throws<ArgumentException>(() => brevo.Brevo.AddCategoryAttribute("A"));
        Assert.Throws<ArgumentException>(() => brevo.Brevo.AddContact("no address"));
        Assert.Throws<ArgumentException>(() => brevo.Brevo.AddContact("A@example.com"));
        Assert.Throws<ArgumentException>(() => brevo.Brevo.AddContact("b@example.com", null, 99));
        Assert.Throws<ArgumentException>(() =>
            brevo.Brevo.AddContact("b@example.com", new Dictionary<string, string> { ["SMS"] = "+33612345678" })
        );
        Assert.Throws<ArgumentException>(() => brevo.Brevo.AddContact("b@example.com", new Dictionary<string, string> { ["NOPE"] = "x" }));
        Assert.Equal(1, brevo.Brevo.ContactCount);
    }

    [Fact]
    public async Task EnumerateContacts_ThousandsWithGaps_AllThatAreLeft()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        for (var i = 1; i <= 2_500; i++)
            brevo.Brevo.AddContact($"c{i}@example.com");
        foreach (var id in (int[])[1, 1_000, 1_001, 2_500])
            (await brevo.DeleteAsync($"contacts/{id}")).ExpectNothing(HttpStatusCode.NoContent);
        var ids = brevo.Brevo.EnumerateContacts().Select(static c => (int)c.Id).ToList();
        Assert.Equal(Enumerable.Range(1, 2_500).Except([1, 1_000, 1_001, 2_500]), ids);
    }
}
