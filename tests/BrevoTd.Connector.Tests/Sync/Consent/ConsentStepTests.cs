using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Sync;
using Subscriber = BrevoTd.Connector.Tests.Sync.ConsentAccount.Subscriber;

namespace BrevoTd.Connector.Tests.Sync;

/// <summary>Steps that blocklist, unsubscribe and erase, and what pushes do with it.</summary>
public sealed class ConsentStepTests
{
    private readonly ConsentAccount _account = new();

    private ConsentBrevo Brevo => _account.Brevo;

    [Fact]
    public async Task ToBlocklist_OfContactsAndStrangers_BlocksAllAsPlannedAndOnce()
    {
        Brevo.Put("known@example.com");
        var people = new List<string?> { "known@example.com", "stranger@example.com", null, "KNOWN@example.com" };
        var job = _account.Job("optouts", sync => sync.From(people).ToBlocklist(Name));

        var plan = await job.PlanAsync();
        Assert.Equal(0, Brevo.CountOf("contacts.upsert"));
        var report = await _account.RunAsync(job);

        var step = Assert.Single(report.Steps);
        Assert.Equal(Assert.Single(plan.Steps).Actions, step.Actions);
        Assert.Equal(
            new Dictionary<string, long>
            {
                ["blocklist for e-mail"] = 2,
                ["duplicate key"] = 1,
                ["names nobody"] = 1,
            },
            step.Actions
        );
        Assert.True(report.IsComplete);
        Assert.True(step.Records.IsBalanced);
        Assert.Equal(2, step.Records.Delivered);
        Assert.True(Brevo.Find("known@example.com")!.IsBlocked);
        Assert.True(Brevo.Find("stranger@example.com")!.IsBlocked);

        var second = await _account.RunAsync(job);
        Assert.Equal(2, second.Steps[0].Actions["done before"]);
        Assert.Equal(2, Brevo.CountOf("contacts.upsert"));
    }

    [Fact]
    public async Task ToBlocklist_OfSomebodyWhoLeftTheSourceAndCameBack_BlocksAgain()
    {
        var people = new List<string?> { "a@example.com" };
        var job = _account.Job("optouts", sync => sync.From(people).ToBlocklist(Name, ConsentChannels.Both));
        await _account.RunAsync(job);
        people.Clear();
        await _account.RunAsync(job);
        people.Add("a@example.com");

        await _account.RunAsync(job);

        Assert.Equal(2, Brevo.CountOf("contacts.upsert"));
        Assert.Contains("\"smsBlacklisted\":true", Brevo.Bodies[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ToErasure_OfTooLargeAShare_StopsBeforeAnybodyIsErased()
    {
        var people = Enumerable.Range(0, 12).Select(i => $"p{i}@example.com").ToList();
        people.ForEach(email => Brevo.Put(email));
        Brevo.Total = 200;
        var job = _account.Job("erasures", sync => sync.From(people).ToErasure("privacy", Name));

        var failure = await Assert.ThrowsAsync<SyncFailedException>(() => _account.RunAsync(job));

        var guard = Assert.IsType<SyncGuardException>(failure.InnerException);
        Assert.Equal((12L, 200L, "erased"), (guard.Count, guard.Of, guard.Action));
        Assert.Equal(0, Brevo.CountOf("contacts.delete"));
        Brevo.Total = 240;
        Assert.True((await _account.RunAsync(job)).IsComplete);
        Assert.All(people, email => Assert.Null(Brevo.Find(email)));
    }

    [Fact]
    public async Task ToErasure_WhenTheProofCannotBeWritten_WritesItInTheNextRun()
    {
        Brevo.Put("gone@example.com");
        var job = _account.Job("erasures", sync => sync.From(["gone@example.com"]).ToErasure("privacy", Name));
        _account.Proofs.FailOnce();
        await Assert.ThrowsAsync<SyncFailedException>(() => _account.RunAsync(job));
        Assert.Null(Brevo.Find("gone@example.com"));
        Assert.Empty(_account.Proofs.Imports);

        var report = await _account.RunAsync(job);

        Assert.True(report.IsComplete);
        Assert.True(report.Steps[0].WasResumed);
        Assert.NotEmpty(_account.Proofs.Imports);
    }

    [Fact]
    public async Task EraseAsync_OfAContactWithSeveralIdentifiers_NotesAllOfThem()
    {
        Brevo.Put("gone@example.com").ExternalId = "customer-17";

        var erasure = await _account.Eraser().EraseAsync(ContactIdentifier.ExternalId("customer-17"));

        Assert.Equal(3, erasure.Identifiers.Count);
        Assert.Contains(erasure.Person, erasure.Identifiers);
        Assert.Equal((1, true), (erasure.ContactsDeleted, erasure.IsConfirmed));
        Assert.DoesNotContain("gone", erasure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Single(_account.Proofs.Imports);
        var push = await _account.RunAsync(_account.Push([new Subscriber("Gone@example.com"), new Subscriber("here@example.com")]));
        Assert.Equal(1, push.Steps[0].Actions["erased"]);
        Assert.Null(Brevo.Find("gone@example.com"));
        Assert.NotNull(Brevo.Find("here@example.com"));
    }

    [Fact]
    public async Task EraseAsync_CutShortAfterAnyCall_EndsInTheSameStateWhenRepeated()
    {
        for (var calls = 0; calls < 4; calls++)
        {
            var account = new ConsentAccount();
            account.Brevo.Put("gone@example.com");
            var left = calls;
            account.Brevo.AfterCall = _ => left-- > 0 ? Task.CompletedTask : throw new InvalidOperationException("killed");
            try
            {
                await account.Eraser().EraseAsync(ContactIdentifier.Email("gone@example.com"));
            }
            catch (InvalidOperationException)
            {
                account.Brevo.AfterCall = static _ => Task.CompletedTask;
                await account.Eraser().EraseAsync(ContactIdentifier.Email("gone@example.com"));
            }

            Assert.Null(account.Brevo.Find("gone@example.com"));
            Assert.Single(account.Proofs.Imports);
        }
    }

    [Fact]
    public void Create_WithoutAPlaceForProofs_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ContactEraser.Create(_account.Client, _account.TreasureData, _account.Store, new()));

    [Fact]
    public async Task ToContacts_WhilePersonsAreErased_DeletesThemAgainAtTheEnd()
    {
        Brevo.NextDelay = static () => 2;
        var erased = false;
        Brevo.AfterCall = async operation =>
        {
            if (operation == "contacts.import" && !erased)
            {
                erased = true;
                await _account.Eraser().EraseAsync(ContactIdentifier.Email("gone@example.com"));
                Assert.Null(Brevo.Find("gone@example.com"));
            }
        };

        await _account.RunAsync(_account.Push([new Subscriber("gone@example.com"), new Subscriber("here@example.com")]));

        Assert.Null(Brevo.Find("gone@example.com"));
        Assert.NotNull(Brevo.Find("here@example.com"));
    }

    [Fact]
    public async Task ToUnsubscribe_OfAMember_KeepsPushesFromPuttingThemBack()
    {
        Subscriber[] people = [new("off@example.com"), new("on@example.com")];
        await _account.RunAsync(_account.Push(people));
        var job = _account.Job("leavers", sync => sync.From(["off@example.com"]).ToUnsubscribe(ConsentAccount.List, Name));
        await _account.RunAsync(job);
        Assert.Empty(Brevo.Find("off@example.com")!.Lists);

        var push = await _account.RunAsync(_account.Push(people));

        Assert.Equal(1, push.Steps[0].Actions["unsubscribed from the list"]);
        Assert.Empty(Brevo.Find("off@example.com")!.Lists);
        await _account.RunAsync(_account.Push(people, configure: step => step.AllowResubscribing()));
        Assert.NotEmpty(Brevo.Find("off@example.com")!.Lists);
    }

    [Fact]
    public async Task LeaveOutUnsubscribed_OfSomebodyWhoWentOffInBrevo_LeavesThemOut()
    {
        Brevo.Put("off@example.com").Unsubscribed.Add(ConsentAccount.List);
        Brevo.Put("other@example.com").Unsubscribed.Add(ConsentAccount.List + 1);
        Subscriber[] people = [new("off@example.com"), new("other@example.com")];

        var push = await _account.RunAsync(_account.Push(people, configure: step => step.LeaveOutUnsubscribed()));

        Assert.Equal(1, push.Steps[0].Actions["unsubscribed from the list"]);
        Assert.Empty(Brevo.Find("off@example.com")!.Lists);
        Assert.NotEmpty(Brevo.Find("other@example.com")!.Lists);
    }

    [Fact]
    public async Task RunAsync_OfASample_CountsAndDoesNothing()
    {
        var job = _account.Job("optouts", sync => sync.From(["a@example.com"]).ToBlocklist(Name));

        var report = await _account.Clock.RunAsync(job.RunAsync(new() { Sample = 10 }));

        Assert.Equal(1, report.Steps[0].Actions["blocklist for e-mail"]);
        Assert.True(report.Steps[0].Records.IsBalanced);
        Assert.Null(Brevo.Find("a@example.com"));
    }

    private static ContactIdentifier? Name(string? email) => email is null ? null : ContactIdentifier.Email(email);
}
