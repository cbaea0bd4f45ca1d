using System.Buffers;
using System.Text;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Snippets;

/// <summary>The code of docs/mapping.md, as it stands there.</summary>
public static class MappingPage
{
    public sealed class CustomerContacts : ContactMap<TdRow>
    {
        protected override void Configure(ContactMapBuilder<TdRow> map)
        {
            map.Email(Column.Text("email")).Trim().ToLower().Required();
            map.ExternalId(Column.Int64("customer_id"));
            map.Attribute("FIRSTNAME", Column.Text("first_name")).Default("there");
            map.Attribute("LTV", Column.Double("ltv")).WhenNull(NullPolicy.Clear).Must(v => v >= 0, "LTV must not be negative");
            map.Attribute("FULLNAME", row => $"{row.TextOrNull("first_name")} {row.TextOrNull("last_name")}".Trim());
            map.Sms(Column.Text("phone")).ToE164("FR").OrDrop();
            map.SkipWhen(row => row.Boolean("opted_out"), "opted out");
        }
    }

    public sealed record Customer(string? Email, string? Name, DateOnly? Birthday, bool? Newsletter);

    public static ContactMap<Customer> Customers { get; } =
        ContactMap.From<Customer>(map =>
        {
            map.Email(customer => customer.Email).Trim().ToLower().MustBeEmail();
            map.Attribute("FIRSTNAME", customer => customer.Name);
            map.Attribute("BIRTHDAY", customer => customer.Birthday);
            map.SkipWhen(customer => customer.Newsletter != true, "no newsletter");
        });

    public static async Task CheckAsync(BrevoClient brevo, TdSchema schema)
    {
        MappingCheck check = new CustomerContacts().Check(schema, await brevo.Attributes.ListAsync());
        foreach (MappingProblem problem in check.Problems)
        {
            Console.WriteLine(problem);
        }

        check.ThrowIfFailed();
    }

    public sealed record RunSummary(string RunId, long Sent, double Seconds, bool Complete, DateTimeOffset FinishedAt);

    public sealed class RunSummaryRows : RowMap<RunSummary>
    {
        protected override void Configure(RowMapBuilder<RunSummary> map)
        {
            map.Time(run => run.FinishedAt);
            map.Column("run_id", run => run.RunId);
            map.Column("sent", run => run.Sent);
            map.Column("seconds", run => run.Seconds);
            map.Column("complete", run => run.Complete);
        }
    }

    public static string Encode(ContactMap<TdRow> map, TdRow row)
    {
        var output = new ArrayBufferWriter<byte>();
        EncodedRecord record = map.CreateEncoder().Encode(row, number: 1, output);
        return record.Outcome switch
        {
            EncodeOutcome.Encoded => Encoding.UTF8.GetString(output.WrittenSpan),
            EncodeOutcome.Skipped => $"skipped: {record.SkipReason}",
            _ => string.Join(Environment.NewLine, record.Failures),
        };
    }
}

public static class OwnSteps
{
    /// <summary>Removes everything but digits.</summary>
    public static TextRule<T> DigitsOnly<T>(this TextRule<T> rule) =>
        rule.Step(
            "DigitsOnly",
            static (value, output) =>
            {
                var target = output.GetSpan(value.Length);
                var length = 0;
                foreach (var character in value)
                {
                    if (character is >= (byte)'0' and <= (byte)'9')
                    {
                        target[length++] = character;
                    }
                }

                output.Advance(length);
                return StepResult.Written;
            }
        );
}
