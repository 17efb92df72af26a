using Spectre.Console;

namespace Demo;

/// <summary>Tables that fit a terminal of 80 columns, with borders where there is room.</summary>
internal static class Tables
{
    private const int BordersFromWidth = 100;

    /// <summary>A table without rows.</summary>
    /// <param name="console">Where it is shown.</param>
    /// <param name="titles">Of the columns; may have two lines.</param>
    /// <param name="numbers">True for a column of numbers, by its index.</param>
    public static Table For(IAnsiConsole console, IEnumerable<string> titles, Func<int, bool>? numbers = null)
    {
        var borders = console.Profile.Width >= BordersFromWidth;
        var table = new Table()
            .Border(borders ? TableBorder.Rounded : TableBorder.None)
            .BorderColor(Color.Grey);
        foreach (var (index, title) in titles.Index())
        {
            var column = new TableColumn(title).NoWrap().Padding(borders ? 1 : 0, 0, 1, 0);
            table.AddColumn(numbers?.Invoke(index) == true ? column.RightAligned() : column);
        }

        return table;
    }
}
