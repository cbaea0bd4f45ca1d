using System.Net;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Snippets;

/// <summary>The code of docs/batching.md, as it stands there.</summary>
public static class BatchingPage
{
    public sealed class CustomerContacts : ContactMap<TdRow>
    {
        protected override void Configure(ContactMapBuilder<TdRow> map) => map.Email(Column.Text("email")).Trim().ToLower().Required();
    }

    public static async Task WriteAsync(BrevoClient brevo, TreasureDataClient td, CancellationToken ct)
    {
        await using var writer = brevo.Contacts.CreateImportWriter(new CustomerContacts(), new() { ListIds = [42] });
        await using var result = td.Jobs.Query("cdp", "SELECT email, first_name, ltv FROM customers");
        await foreach (var row in result.WithCancellation(ct))
        {
            await writer.WriteAsync(row, ct);
        }

        BatchWriteReport report = await writer.CompleteAsync(ct);
        Console.WriteLine(report.ToTable());
    }

    public static async Task EstimateAsync(BrevoClient brevo)
    {
        await using var imports = brevo.Contacts.CreateImportWriter(new CustomerContacts(), new() { ListIds = [42] });
        Console.WriteLine(imports.Estimate(records: 1_000_000, averageRecordBytes: 250).ToTable());
    }

    public static async Task WriteOthersAsync(BrevoClient brevo, CancellationToken ct)
    {
        var orderMap = OrderMap.From<TdRow>(map =>
        {
            map.Id(Column.Text("order_id"));
            map.CreatedAt(Column.Timestamp("created_at"));
            map.UpdatedAt(Column.Timestamp("updated_at"));
            map.Status("completed");
            map.Amount(Column.Decimal("amount"));
            map.Lines(
                Column.List("lines"),
                line =>
                {
                    line.ProductId(Column.Text("sku"));
                    line.Quantity(Column.Int64("quantity"));
                    line.Price(Column.Decimal("price"));
                }
            );
        });
        await using var orders = brevo.Orders.CreateWriter(orderMap, new() { Historical = true });

        var eventMap = EventMap.From<TdRow>(map =>
        {
            map.Name("page_seen");
            map.Email(Column.Text("email"));
            map.Time(Column.Timestamp("time"));
        });
        await using var events = brevo.Events.CreateWriter(eventMap);

        await using var members = brevo.Lists.CreateAddWriter(42);
        await members.WriteAsync(ContactIdentifier.Email("anna@example.com"), ct);

        await using var contacts = brevo.Contacts.CreateUpsertWriter(new CustomerContacts(), new() { Mode = ContactWriteMode.Update });
    }

    public static async Task WriteProductsAsync(BrevoClient brevo, CancellationToken ct)
    {
        var lamps = ProductMap.From<(string Id, string Name)>(map =>
        {
            map.Id(lamp => lamp.Id);
            map.Name(lamp => lamp.Name);
        });
        await using var writer = brevo.Products.CreateWriter(lamps);
        BatchWriteReport report = await writer.WriteAllAsync([("P1", "Lamp"), ("P2", "Table lamp")], ct);
    }

    public static async Task WriteMessagesAsync(BrevoClient brevo, CancellationToken ct)
    {
        var reminders = MessageMap.From<(string Email, string Name)>(map =>
        {
            map.To(person => person.Email);
            map.Params(values => values.Field("name", person => person.Name));
        });
        await using var writer = brevo.TransactionalEmails.CreateWriter(
            reminders,
            new SendTransactionalEmailRequest { TemplateId = new EmailTemplateId(7) }
        );
        BatchWriteReport report = await writer.WriteAllAsync([("ann@example.com", "Ann")], ct);
    }

    public static async Task<ContactImportWriterOptions> KeepDeadLettersAsync()
    {
        await using var letters = new JsonLinesDeadLetterSink("dead-letters.jsonl");
        var options = new ContactImportWriterOptions
        {
            ListIds = [42],
            DeadLetters = letters,
            DeadLetterRejected = true,
        };
        return options;
    }

    public static void SendEachOnce(BatchWriterOptions options)
    {
        options.RunDuplicates = RunDuplicatePolicy.FirstWinsOnDisk;
    }

    public static async Task KeepAJournalAsync(BrevoClient brevo, CancellationToken ct)
    {
        await using var journal = await BatchJournal.OpenAsync("customers.journal", new() { Resume = JournalResume.SkipDelivered }, ct);
        await using var writer = brevo.Contacts.CreateImportWriter(new CustomerContacts(), new() { ListIds = [42], Journal = journal });
    }

    public static async Task ReadAJournalAsync(BrevoClient brevo, CancellationToken ct)
    {
        JournalState state = await BatchJournal.ReadAsync("customers.journal", ct);
        Console.WriteLine(state);
        Console.WriteLine(state.Find("ann@example.com")?.Outcome);
        foreach (var batch in state.BatchesInFlight.Where(batch => batch.ProcessId is not null))
        {
            BrevoProcess process = await brevo.Processes.GetAsync(long.Parse(batch.ProcessId!, null), ct);
            Console.WriteLine($"{batch}: {process.Status}");
        }
    }

    public static void Repair(ContactImportWriterOptions options)
    {
        options.OnDuplicatePhone = ImportRepair.DropAndResend;
        options.OnDuplicateExternalId = ImportRepair.DeadLetter;
        options.OnInvalidEmail = ImportRepair.Skip;
    }

    public static void ReadBack(ContactImportWriterOptions options)
    {
        options.Verification = ContactVerification.Sample;
        options.VerificationSampleShare = 0.05;
    }

    public static async Task ReplayAsync(BrevoClient brevo, CancellationToken ct)
    {
        await using var replay = brevo.Contacts.CreateReplayWriter();
        var report = await replay.WriteAllAsync(DeadLetterReplay.ReadFileAsync("dead-letters.jsonl"), ct);
        Console.WriteLine(report.ToTable());
    }

    public static void Watch(BatchWriterOptions options)
    {
        options.Progress = new Progress<BatchWriteProgress>(progress => Console.WriteLine(progress));
        options.OnSettled = record => Console.WriteLine(record);
    }

    public sealed class WebhookSink(HttpClient http) : IBatchSink
    {
        public string Name => "webhook";

        public BatchLimits Limits { get; } = new() { MaxRecords = 500, EnvelopeBytes = 12 };

        public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
        {
            using var content = batch.CreateContent("{\"items\":["u8.ToArray(), "]}"u8.ToArray());
            using var response = await http.PostAsync("items", content, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => BatchAnswer.Delivered,
                HttpStatusCode.BadRequest => BatchAnswer.Refused(OutcomeCause.Refused),
                HttpStatusCode.RequestEntityTooLarge => BatchAnswer.TooLarge,
                _ => BatchAnswer.Unknown(OutcomeCause.NoAnswer),
            };
        }
    }
}
