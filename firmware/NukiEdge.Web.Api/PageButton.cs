using NukiEdge.Core.Ports;
using NukiEdge.Web.Access;

namespace NukiEdge.Web.Api;

/// <summary>
/// What the button at the box does: a short press opens the set-up, ten seconds take the password away (access.md). It is looked at
/// every 50 ms. One that is down from the start does nothing until it was up: it may hang on a wire that nobody soldered.
/// </summary>
public sealed class PageButton : IPart
{
    /// <summary>Held for so long, it takes the password away, microseconds.</summary>
    public const long HeldUs = 10000000;

    /// <summary>Between two looks, microseconds: nobody presses for less.</summary>
    public const long LookUs = 50000;

    /// <summary>A change counts when it is there twice with so much between, microseconds: contacts bounce for some 10 ms.</summary>
    public const long BounceUs = 20000;

    private readonly IButton _button;
    private readonly PageAccess _access;
    private bool _isDown = true;
    private bool _isDone = true;
    private bool _isChanging;
    private long _sinceUs;
    private long _nextUs = long.MinValue;

    /// <summary>Looks after one button.</summary>
    public PageButton(IButton button, PageAccess access)
    {
        _button = button;
        _access = access;
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (nowUs >= _nextUs)
        {
            _nextUs = nowUs + Look(nowUs);
        }

        return _nextUs;
    }

    /// <returns>Microseconds until the next look.</returns>
    private long Look(long nowUs)
    {
        bool isDown = _button.IsDown;
        if (isDown != _isDown && !_isChanging)
        {
            _isChanging = true;
            return BounceUs;
        }

        _isChanging = false;
        if (isDown != _isDown)
        {
            Change(isDown, nowUs);
        }

        if (!_isDone && nowUs - _sinceUs >= HeldUs)
        {
            _isDone = true;
            _access.ButtonHeld(nowUs);
        }

        return LookUs;
    }

    private void Change(bool isDown, long nowUs)
    {
        if (!isDown && !_isDone)
        {
            _access.ButtonPressed(nowUs);
        }

        _isDown = isDown;
        _isDone = !isDown;
        _sinceUs = nowUs;
    }
}
