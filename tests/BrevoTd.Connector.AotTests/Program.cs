using BrevoTd.Connector.AotTests;

// Each test throws when it fails. The last line is read by the gate.
(string Name, Func<Task> Run)[] tests =
[
    .. BatchJournalAot.All,
    .. BrevoCampaignsAot.All,
    .. BrevoCommerceAot.All,
    .. BrevoContactsAot.All,
    .. BrevoCrmAot.All,
    .. BrevoCustomAot.All,
    .. BrevoMessagesAot.All,
    .. BrevoPullAot.All,
    .. ClientTests.All,
    .. MappingTests.All,
    .. ReplayAot.All,
    .. WebhookTests.All,
];
var failed = 0;
foreach (var (name, run) in tests)
{
    try
    {
        await run();
    }
    catch (Exception exception)
    {
        failed++;
        Console.WriteLine($"{name}: {exception}");
    }
}

Console.WriteLine($"{tests.Length - failed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
