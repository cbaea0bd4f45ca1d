using System.Buffers;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>Lines of orders in the order of their keys, ten columns, one to five lines an order. The same number gives the same rows.</summary>
internal static class ShopRows
{
    private static readonly string[] s_products = ["Mug, blue", "Lamp \"Aurora\"", "Théière", "Notebook A5", "Bougie 花", "Plate", "Chair"];
    private static readonly string[] s_categories = ["Kitchen", "Light", "Paper", "Möbel"];

    public static TdSchema Schema { get; } =
        new(
            new TdColumn("order_id", "bigint"),
            new TdColumn("created_at", "bigint"),
            new TdColumn("status", "varchar"),
            new TdColumn("email", "varchar"),
            new TdColumn("total", "double"),
            new TdColumn("product_id", "varchar"),
            new TdColumn("product", "varchar"),
            new TdColumn("category", "varchar"),
            new TdColumn("quantity", "bigint"),
            new TdColumn("price", "double")
        );

    public static byte[] MessagePack(int lines, out int orders)
    {
        var random = new Random(20260131);
        var buffer = new ArrayBufferWriter<byte>(lines * 120);
        var writer = new MessagePackWriter(buffer);
        orders = 0;
        for (var written = 0; written < lines; )
        {
            var count = Math.Min(random.Next(1, 6), lines - written);
            var created = 1_700_000_000L + (orders * 7);
            var total = random.Next(100_000) / 100.0;
            var email = $"customer.{random.Next(100_000):x}@example{random.Next(40)}.com";
            for (var i = 0; i < count; i++)
            {
                var product = random.Next(s_products.Length * 50);
                writer.WriteArrayHeader(Schema.Count);
                writer.Write(5_000_000L + orders);
                writer.Write(created);
                writer.Write(random.Next(20) == 0 ? "refunded" : "completed");
                writer.Write(email);
                writer.Write(total);
                writer.Write($"SKU-{product:0000}");
                writer.Write(s_products[product % s_products.Length]);
                writer.Write(s_categories[product % s_categories.Length]);
                writer.Write((long)random.Next(1, 9));
                writer.Write(random.Next(20_000) / 100.0);
            }

            written += count;
            orders++;
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
