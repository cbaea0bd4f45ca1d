using BrevoTd.Connector.Emulator.Brevo;

namespace BrevoTd.Connector.Emulator.Tests.Hosting;

public sealed class JournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("journal").FullName;

    private string FilePath => Path.Combine(_folder, "journal");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Open_CutAnywhere_WholeChangesOnly()
    {
        using (var journal = Journal.Open(FilePath, static _ => Assert.Fail("The file is new.")))
        {
            for (var i = 0; i < 5; i++)
            {
                journal.Writer.Write(i);
                journal.Writer.Write(-i);
                journal.Commit();
            }
        }

        var whole = File.ReadAllBytes(FilePath);
        Assert.Equal(5 * 16, whole.Length);
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            Assert.Equal(Enumerable.Range(0, length / 16), ReadPairs());
            Assert.Equal(length / 16 * 16, new FileInfo(FilePath).Length);
        }
    }

    [Fact]
    public void Open_DamagedChange_EndsBeforeIt()
    {
        using (var journal = Journal.Open(FilePath, static _ => { }))
        {
            for (var i = 0; i < 3; i++)
            {
                journal.Writer.Write(i);
                journal.Writer.Write(-i);
                journal.Commit();
            }
        }

        var bytes = File.ReadAllBytes(FilePath);
        bytes[16 + 10] ^= 1;
        File.WriteAllBytes(FilePath, bytes);
        Assert.Equal([0], ReadPairs());
    }

    [Fact]
    public void Rewrite_Snapshot_ReplacesEverythingBefore()
    {
        using (var journal = Journal.Open(FilePath, static _ => { }))
        {
            for (var i = 0; i < 100; i++)
            {
                journal.Writer.Write(i);
                journal.Writer.Write(-i);
                journal.Commit();
            }

            journal.Rewrite(() =>
            {
                journal.Writer.Write(7);
                journal.Writer.Write(-7);
            });
            journal.Writer.Write(8);
            journal.Writer.Write(-8);
            journal.Commit();
        }

        Assert.Equal([7, 8], ReadPairs());
        Assert.Equal(32, new FileInfo(FilePath).Length);
    }

    private List<int> ReadPairs()
    {
        List<int> read = [];
        using (
            Journal.Open(
                FilePath,
                reader =>
                {
                    read.Add(reader.ReadInt32());
                    Assert.Equal(-read[^1], reader.ReadInt32());
                }
            )
        )
            return read;
    }
}
