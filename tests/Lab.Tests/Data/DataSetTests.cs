using Compressor.Lab.Data;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Lab.Tests.Data;

public sealed class DataSetTests
{
    [Theory]
    [InlineData("events")]
    [InlineData("logs")]
    [InlineData("random")]
    public void Named_data_has_the_length_wanted_and_is_the_same_each_time(string name)
    {
        var data = DataSet.Find(name);

        var bytes = data.Write(100_001);

        bytes.Length.ShouldBe(100_001);
        data.Write(100_001).ShouldBe(bytes);
        bytes.Distinct().Count().ShouldBeGreaterThan(10);
    }

    [Fact]
    public void A_file_is_repeated_or_cut()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [1, 2, 3]);
            var data = DataSet.Find(path);

            data.Write(7).ShouldBe([1, 2, 3, 1, 2, 3, 1]);
            data.Write(2).ShouldBe([1, 2]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void What_is_neither_is_refused() =>
        Should.Throw<CommandException>(() => DataSet.Find("no-such-data")).Message.ShouldContain("events, logs, random");
}
