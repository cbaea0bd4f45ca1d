using System.Buffers;
using System.Globalization;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>Rows with something for every costly step. The same number gives the same rows.</summary>
internal static class StepRows
{
    private static readonly string[] s_cities = ["Paris", "Lyon", "Berlin", "München", "Madrid", "Roma", "London", "São Paulo"];
    private static readonly string[] s_countries = ["FR", "DE", "ES", "IT", "GB", "JP", "PT"];

    public static TdSchema Schema { get; } =
        new(
            new TdColumn("email", "varchar"),
            new TdColumn("name", "varchar"),
            new TdColumn("city", "varchar"),
            new TdColumn("country", "varchar"),
            new TdColumn("customer_id", "bigint"),
            new TdColumn("national", "varchar"),
            new TdColumn("international", "varchar"),
            new TdColumn("seen_at", "bigint"),
            new TdColumn("seen_text", "varchar"),
            new TdColumn("born", "varchar"),
            new TdColumn("born_on", "varchar"),
            new TdColumn("amount", "double"),
            new TdColumn("amount_text", "varchar"),
            new TdColumn("address", "varchar"),
            new TdColumn("idn_email", "varchar")
        );

    public static byte[] MessagePack(int count)
    {
        var random = new Random(20260131);
        var buffer = new ArrayBufferWriter<byte>(count * 300);
        var writer = new MessagePackWriter(buffer);
        for (var i = 0; i < count; i++)
        {
            var digits = random.Next(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture);
            var spaced = $"12 {digits[..2]} {digits[2..4]} {digits[4..]}";
            var seen = DateTimeOffset.FromUnixTimeSeconds(1_600_000_000 + random.Next(200_000_000));
            var born = new DateOnly(random.Next(1940, 2006), random.Next(1, 13), random.Next(1, 29));
            var city = s_cities[random.Next(s_cities.Length)];
            var amount = random.Next(1_000_000) / 100.0;
            writer.WriteArrayHeader(Schema.Count);
            // One address in ten is written with capitals and blanks, as people type them.
            writer.Write(i % 10 == 3 ? $" Customer.{i:X}@Example.com " : $"customer.{i:x}@example{random.Next(40)}.com");
            writer.Write($"Françoise Lindqvist {i}");
            writer.Write(city);
            writer.Write(s_countries[random.Next(s_countries.Length)]);
            writer.Write(1_000_000L + i);
            writer.Write($"06 {spaced}");
            writer.Write($"+33 6 {spaced}");
            writer.Write(seen.ToUnixTimeSeconds());
            writer.Write(seen.ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture));
            writer.Write(born.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture));
            writer.Write(born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            writer.Write(amount);
            writer.Write(amount.ToString("N2", CultureInfo.InvariantCulture));
            writer.Write($"{{\"street\":\"Rue {i % 90}\",\"zip\":\"{10000 + (i % 8000)}\",\"city\":\"{city}\",\"country\":\"FR\"}}");
            writer.Write($"customer.{i:x}@müller{i % 40}.de");
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
