using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>Contacts as the client gives them. The same number gives the same contacts.</summary>
internal static class BrevoContacts
{
    private static readonly string[] s_firstNames = ["Anna", "Jean", "Zoë", "Chloé", "Lukas", "María", "Жанна", "Wei", "Noah", "花子"];
    private static readonly string[] s_lastNames = ["Martin", "Bernard", "Müller", "García", "Rossi", "O'Neil", "Иванова", "Tanaka"];
    private static readonly string[] s_cities = ["Paris", "Lyon", "Berlin", "München", "Madrid", "Roma", "London", "Tokyo"];

    public static Contact[] Make(int count)
    {
        var random = new Random(20260131);
        var created = new DateTimeOffset(2021, 3, 4, 5, 6, 7, TimeSpan.Zero);
        var contacts = new Contact[count];
        for (var i = 0; i < count; i++)
        {
            var attributes = new Dictionary<string, AttributeValue>
            {
                ["LASTNAME"] = Pick(s_lastNames),
                ["CITY"] = Pick(s_cities),
                ["VISITS"] = (long)random.Next(500),
                ["VIP"] = random.Next(4) == 0,
            };
            if (random.Next(20) != 0)
            {
                attributes["FIRSTNAME"] = Pick(s_firstNames);
            }

            if (random.Next(25) != 0)
            {
                attributes["LTV"] = random.Next(1_000_000) / 100.0;
            }

            // The service answers with milliseconds.
            var seen = created.AddMilliseconds(random.NextInt64(100_000_000_000));
            contacts[i] = new Contact
            {
                Id = 1_000_000 + i,
                Email = $"customer.{i:x}@example{random.Next(40)}.com",
                EmailBlacklisted = false,
                SmsBlacklisted = false,
                CreatedAt = seen,
                ModifiedAt = seen.AddDays(random.Next(300)),
                ListIds = [42],
                Attributes = attributes,
            };
        }

        return contacts;

        string Pick(string[] names) => names[random.Next(names.Length)];
    }
}
