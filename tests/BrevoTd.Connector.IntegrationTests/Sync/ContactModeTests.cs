using System.Globalization;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Sync;

namespace BrevoTd.Connector.IntegrationTests.Sync;

/// <summary>What a sync may do with contacts, and who leaves a list that mirrors a source.</summary>
public sealed class ContactModeTests : IAsyncLifetime
{
    private EmulatedSync _sync = null!;
    private long _listId;

    public async ValueTask InitializeAsync()
    {
        _sync = await EmulatedSync.StartAsync();
        _listId = _sync.Emulator.Brevo.AddList("Customers");
    }

    public async ValueTask DisposeAsync() => await _sync.DisposeAsync();

    [Theory]
    [InlineData(SyncMode.Upsert, "New", true)]
    [InlineData(SyncMode.InsertOnly, "Old", true)]
    [InlineData(SyncMode.UpdateOnly, "New", false)]
    public async Task Mode_OverAnExistingAndANewContact_DoesWhatItSays(SyncMode mode, string name, bool isCreated)
    {
        _ = _sync.Emulator.Brevo.AddContact(Email(0), new Dictionary<string, string> { ["FIRSTNAME"] = "Old" });
        var job = _sync.Job(sync => sync.From([0, 1]).ToContacts(Contacts(), options => options.ListIds = [_listId]).Mode(mode));

        var first = await job.RunAsync();
        var second = await job.RunAsync();

        Assert.True(first.IsComplete && second.IsComplete, first.ToTable());
        Assert.Equal(name, (await _sync.Brevo.Contacts.GetAsync(ContactIdentifier.Email(Email(0)))).Attributes!["FIRSTNAME"].AsText);
        Assert.Equal(isCreated, _sync.Emulator.Brevo.FindContact(Email(1)) is not null);
        Assert.Equal(2, second.Steps[0].Actions["send"]);
    }

    [Fact]
    public async Task Mirror_OfASourceThatLostPeople_TakesThemOffTheListAndNotOutOfTheAccount()
    {
        var people = Enumerable.Range(0, 1_200).ToList();
        var job = MirrorJob(() => people);
        await job.RunAsync();
        Assert.Equal(1_200, await MembersAsync());
        people.RemoveAll(number => number % 6 == 0);
        people.Add(5_000);

        var plan = await job.PlanAsync();
        var report = await job.RunAsync(new() { Plan = plan });
        var requests = _sync.Emulator.Brevo.Requests.Count("POST /v3/contacts/lists/{listId}/contacts/remove");
        var third = await job.RunAsync();

        Assert.True(report.IsComplete, report.ToTable());
        Assert.Equal(200, report.Steps[0].Actions["remove"]);
        Assert.Equal(plan.Steps[0].Actions, report.Steps[0].Actions);
        Assert.Equal(1_001, await MembersAsync());
        Assert.Equal(1_201, _sync.Emulator.Brevo.ContactCount);
        Assert.Equal(2, plan.Steps[0].Calls["POST contacts/lists/{listId}/contacts/remove"]);
        Assert.Equal(2, requests);
        Assert.DoesNotContain("remove", third.Steps[0].Actions.Keys);
        Assert.Equal(0, third.Steps[0].Records.Delivered);
        Assert.Equal(requests, _sync.Emulator.Brevo.Requests.Count("POST /v3/contacts/lists/{listId}/contacts/remove"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task Mirror_OfASourceThatLostTooMany_StopsBeforeTheFirstRemoval(int left)
    {
        var people = Enumerable.Range(0, 100).ToList();
        var job = MirrorJob(() => people);
        await job.RunAsync();
        people.RemoveRange(left, 100 - left);

        var failure = await Assert.ThrowsAsync<SyncFailedException>(() => job.RunAsync());

        var guard = Assert.IsType<SyncGuardException>(failure.InnerException);
        Assert.Equal((100L - left, 100L), (guard.Count, guard.Of));
        Assert.Equal(100, await MembersAsync());
    }

    [Fact]
    public async Task Mirror_OfAnEmptySourceWithTheGuardOff_EmptiesTheList()
    {
        var people = Enumerable.Range(0, 30).ToList();
        var job = MirrorJob(() => people, maxShare: 1);
        await job.RunAsync();
        people.Clear();

        var report = await job.RunAsync();

        Assert.Equal(30, report.Steps[0].Actions["remove"]);
        Assert.Equal(0, await MembersAsync());
    }

    [Fact]
    public async Task Mirror_WhenTheSourceIsNotRead_RemovesNobody()
    {
        var people = Enumerable.Range(0, 100).ToList();
        var job = MirrorJob(() => people, maxShare: 1);
        await job.RunAsync();
        var isBroken = true;
        var broken = MirrorJob(() => isBroken ? Broken() : [.. people.Take(99), -1], maxShare: 1);

        await Assert.ThrowsAsync<SyncFailedException>(() => broken.RunAsync());
        isBroken = false;
        var sample = await broken.RunAsync(new() { Sample = 10 });

        // One record names nobody: it could be the member who is missing.
        var uncertain = await broken.RunAsync();

        Assert.DoesNotContain("remove", sample.Steps[0].Actions.Keys);
        Assert.Equal(1, uncertain.Steps[0].Actions["keep on the list, because records could not be mapped"]);
        Assert.Equal(100, await MembersAsync());

        static IEnumerable<int> Broken()
        {
            yield return 1;
            throw new IOException("The reader broke off.");
        }
    }

    [Fact]
    public async Task ToList_OfContactsThatExist_PutsThemOnItAndTakesTheOthersOff()
    {
        for (var i = 0; i < 200; i++)
        {
            _ = _sync.Emulator.Brevo.AddContact(Email(i));
        }

        var people = Enumerable.Range(0, 210).ToList();
        var job = _sync.Job(sync =>
            sync.From((_, _) => people.ToAsyncEnumerable())
                .ToList(_listId, number => ContactIdentifier.Email(Email(number)))
                .Changes(SyncChanges.Fingerprint)
                .Mirror(_listId)
        );

        var first = await job.RunAsync();
        people.RemoveRange(0, 20);
        var second = await job.RunAsync();

        Assert.True(first.IsComplete && second.IsComplete, first.ToTable());
        Assert.Equal((200L, 10L), (first.Steps[0].Records.Delivered, first.Steps[0].Records.Rejected));
        Assert.Equal((0L, 20L), (second.Steps[0].Records.Delivered, second.Steps[0].Actions["remove"]));
        Assert.Equal(180, await MembersAsync());
    }

    [Fact]
    public void Definition_ThatContradictsItself_IsRefusedBeforeItRuns()
    {
        var contacts = Contacts();
        Refused(sync => sync.From([1]).ToContacts(contacts, _ => { }).WhenInDoubt(OutboxPolicy.AtMostOnce), "WhenInDoubt");
        Refused(sync => sync.From([1]).ToContacts(contacts, _ => { }).ReconcileEvents(), "ReconcileEvents");
        Refused(sync => sync.From([1]).ToContacts(contacts, _ => { }).StopWhenRemoving(0.5), "Mirror");
        Refused(sync => sync.From([1]).ToList(1, _ => null).Mode(SyncMode.InsertOnly), "Mode");
        Refused(sync => sync.FromTable("shop", "t").ToList(1, _ => null).Watermark("time").Mirror(1), nameof(SyncChanges.Fingerprint));

        void Refused(Action<SyncBuilder> configure, string word) =>
            Assert.Contains(word, Assert.Throws<SyncDefinitionException>(() => _sync.Job(configure)).Message, StringComparison.Ordinal);
    }

    private static string Email(int number) => string.Create(CultureInfo.InvariantCulture, $"member.{number}@example.com");

    private static ContactMap<int> Contacts() =>
        ContactMap.From<int>(map =>
        {
            map.Email(number => number < 0 ? null : Email(number));
            map.Attribute("FIRSTNAME", number => number < 0 ? null : "New");
        });

    private SyncJob MirrorJob(Func<IEnumerable<int>> people, double? maxShare = null) =>
        _sync.Job(sync =>
        {
            var step = sync.From((_, _) => people().ToAsyncEnumerable())
                .ToContacts(Contacts(), options => options.ListIds = [_listId])
                .Changes(SyncChanges.Fingerprint)
                .Mirror(_listId);
            if (maxShare is { } share)
            {
                step.StopWhenRemoving(share);
            }
        });

    private async Task<int> MembersAsync() => (await EmulatedSync.ListAsync(_sync.Brevo.Lists.ListContactsAsync(_listId))).Count;
}

internal static class Sequences
{
    public static async IAsyncEnumerable<T> ToAsyncEnumerable<T>(this IEnumerable<T> items)
    {
        await Task.CompletedTask;
        foreach (var item in items)
        {
            yield return item;
        }
    }
}
