using System.Buffers;
using System.IO.Compression;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>Rows of ten columns that look like customers. The same number gives the same rows.</summary>
internal static class CustomerRows
{
    private static readonly string[] s_firstNames =
    [
        "Anna",
        "Jean",
        "Zoë",
        "Chloé",
        "Lukas",
        "María",
        "Olga",
        "Жанна",
        "Wei",
        "Sofia",
        "Noah",
        "Emma",
        "花子",
        "Ali",
    ];

    private static readonly string[] s_lastNames =
    [
        "Martin",
        "Bernard",
        "Müller",
        "García",
        "Rossi",
        "Smith",
        "O'Neil",
        "Иванова",
        "Wang",
        "Tanaka",
        "Dubois",
        "Jones",
    ];

    private static readonly string[] s_cities =
    [
        "Paris",
        "Lyon",
        "Berlin",
        "München",
        "Madrid",
        "Roma",
        "London",
        "Tokyo",
        "Porto",
        "Nice",
    ];

    private static readonly string[] s_countries = ["FR", "DE", "ES", "IT", "GB", "JP", "PT"];

    public static TdSchema Schema { get; } =
        new(
            new TdColumn("email", "varchar"),
            new TdColumn("first_name", "varchar"),
            new TdColumn("last_name", "varchar"),
            new TdColumn("city", "varchar"),
            new TdColumn("country", "varchar"),
            new TdColumn("customer_id", "bigint"),
            new TdColumn("visits", "bigint"),
            new TdColumn("ltv", "double"),
            new TdColumn("vip", "boolean"),
            new TdColumn("born", "varchar")
        );

    /// <summary>The map whose twin is written by hand.</summary>
    public static ContactMap<TdRow> Map { get; } = new CustomerContacts(fullName: false);

    /// <summary>The same with a rule that computes a text from the row.</summary>
    public static ContactMap<TdRow> MapWithFullName { get; } = new CustomerContacts(fullName: true);

    public static byte[] MessagePack(int count)
    {
        var random = new Random(20260131);
        var buffer = new ArrayBufferWriter<byte>(count * 100);
        var writer = new MessagePackWriter(buffer);
        for (var i = 0; i < count; i++)
        {
            var first = s_firstNames[random.Next(s_firstNames.Length)];
            var last = s_lastNames[random.Next(s_lastNames.Length)];
            writer.WriteArrayHeader(10);
            // One address in ten is written with capitals and blanks, as people type them.
            var email = $"customer.{i:x}@example{random.Next(40)}.com";
            writer.Write(i % 10 == 3 ? $" Customer.{i:X}@Example.com " : email);
            WriteOrNil(ref writer, random.Next(20) == 0 ? null : first);
            writer.Write(last);
            writer.Write(s_cities[random.Next(s_cities.Length)]);
            writer.Write(s_countries[random.Next(s_countries.Length)]);
            writer.Write(1_000_000L + i);
            writer.Write((long)random.Next(500));
            if (random.Next(25) == 0)
            {
                writer.WriteNil();
            }
            else
            {
                writer.Write(random.Next(1_000_000) / 100.0);
            }

            writer.Write(random.Next(4) == 0);
            WriteOrNil(
                ref writer,
                random.Next(10) == 0 ? null : $"{random.Next(1940, 2006)}-{random.Next(1, 13):00}-{random.Next(1, 29):00}"
            );
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }

    private static void WriteOrNil(ref MessagePackWriter writer, string? text)
    {
        if (text is null)
        {
            writer.WriteNil();
        }
        else
        {
            writer.Write(text);
        }
    }

    private sealed class CustomerContacts(bool fullName) : ContactMap<TdRow>
    {
        protected override void Configure(ContactMapBuilder<TdRow> map)
        {
            map.Email(Column.Text("email")).Trim().ToLower().Required();
            map.Attribute("FIRSTNAME", Column.Text("first_name")).Default("there");
            map.Attribute("LASTNAME", Column.Text("last_name")).Trim();
            map.Attribute("CITY", Column.Text("city"));
            map.Attribute("COUNTRY", Column.Text("country"));
            map.ExternalId(Column.Int64("customer_id"));
            map.Attribute("VISITS", Column.Int64("visits"));
            map.Attribute("LTV", Column.Double("ltv")).Must(v => v >= 0, "LTV must not be negative");
            map.Attribute("VIP", Column.Boolean("vip"));
            map.Attribute("BORN", Column.Date("born"));
            if (fullName)
            {
                map.Attribute("FULLNAME", row => $"{row.TextOrNull("first_name")} {row.TextOrNull("last_name")}".Trim());
            }
        }
    }
}
