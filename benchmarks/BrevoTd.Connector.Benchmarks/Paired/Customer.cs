using System.Globalization;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>A customer as an application's own object.</summary>
internal sealed record Customer
{
    public string? Email { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? City { get; init; }

    public string? Country { get; init; }

    public long Id { get; init; }

    public long Visits { get; init; }

    public double? Ltv { get; init; }

    public bool Vip { get; init; }

    public DateOnly? Born { get; init; }

    /// <summary>The customers of <see cref="CustomerRows"/>.</summary>
    public static Customer[] Make(int count)
    {
        var customers = new Customer[count];
        using var reader = new TdRowReader(new MemoryStream(CustomerRows.MessagePack(count)), CustomerRows.Schema);
        for (var i = 0; reader.Read(); i++)
        {
            var row = reader.Current;
            customers[i] = new Customer
            {
                Email = row.Text("email"),
                FirstName = row.TextOrNull("first_name"),
                LastName = row.Text("last_name"),
                City = row.Text("city"),
                Country = row.Text("country"),
                Id = row.Int64("customer_id"),
                Visits = row.Int64("visits"),
                Ltv = row.DoubleOrNull("ltv"),
                Vip = row.Boolean("vip"),
                Born = row.TextOrNull("born") is { } born ? DateOnly.ParseExact(born, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            };
        }

        return customers;
    }
}
