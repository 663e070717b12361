using NukiEdge.Core.Locks;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Locks;

[TestClass]
public class LoginTableTest
{
    [TestMethod]
    public void A_login_is_found_only_by_its_own_user_and_password()
    {
        LoginTable logins = Table();
        Assert.AreEqual(0, Find(logins, "front", "secret1"));
        Assert.AreEqual(1, Find(logins, "gate", "secret2"));
        string[] wrong = { "front|secret2", "front|", "|secret1", "|", "front|secret", "front|secret11", "fron|secret1", "Front|secret1",
            "front|Secret1", "front\0|secret1", "front|secret1\0" };
        for (int i = 0; i < wrong.Length; i++)
        {
            string[] parts = wrong[i].Split('|');
            Assert.AreEqual(-1, Find(logins, parts[0], parts[1]), wrong[i]);
        }
    }

    [TestMethod]
    public void Users_and_passwords_of_32_bytes_count_to_the_last_byte()
    {
        LoginTable logins = new LoginTable(1);
        string longest = Raw.Repeat("x", 32);
        logins.Add(Raw.Of(longest), 32, Raw.Of(longest), 32, LoginRole.Reader, -1, 0);
        Assert.AreEqual(0, Find(logins, longest, longest));
        Assert.AreEqual(-1, Find(logins, longest, longest + "x"));
        Assert.AreEqual(-1, Find(logins, longest + "x", longest));
        Assert.AreEqual(-1, Find(logins, longest, longest.Substring(1) + "y"));
        Assert.AreEqual(-1, Find(logins, longest, longest.Substring(1)));
    }

    [TestMethod]
    public void A_login_of_a_lock_that_the_owner_named_is_confirmed_and_a_bound_one_is_not()
    {
        LoginTable logins = Table();
        Assert.IsTrue(logins.IsConfirmed(0));
        Assert.IsFalse(logins.IsConfirmed(1));
        Assert.AreEqual(-1, logins.LockOf(1));
        Assert.AreEqual(-1, logins.LoginOf(1));
        logins.Bind(1, 1);
        Assert.AreEqual(1, logins.LockOf(1));
        Assert.AreEqual(1, logins.LoginOf(1));
        Assert.IsFalse(logins.IsConfirmed(1));
        logins.Confirm(1);
        Assert.IsTrue(logins.IsConfirmed(1));
        logins.Bind(1, 1);
        Assert.IsFalse(logins.IsConfirmed(1), "bound again: asked again");
    }

    [TestMethod]
    public void Only_a_controller_commands_and_only_the_locks_that_were_named()
    {
        LoginTable logins = Table();
        Assert.IsTrue(logins.MayCommand(3, 1));
        Assert.IsFalse(logins.MayCommand(3, 0));
        Assert.IsFalse(logins.MayCommand(3, -1), "a lock that nobody knows");
        Assert.IsFalse(logins.MayCommand(2, 1), "a reader, whatever its bits");
        Assert.IsFalse(logins.MayCommand(0, 0), "a lock");
    }

    private static LoginTable Table()
    {
        LoginTable logins = new LoginTable(4);
        logins.Add(Raw.Of("front"), 5, Raw.Of("secret1"), 7, LoginRole.Lock, 0, 0);
        logins.Add(Raw.Of("gate"), 4, Raw.Of("secret2"), 7, LoginRole.Lock, -1, 0);
        logins.Add(Raw.Of("reader"), 6, Raw.Of("secret3"), 7, LoginRole.Reader, -1, 2);
        logins.Add(Raw.Of("control"), 7, Raw.Of("secret4"), 7, LoginRole.Controller, -1, 2);
        return logins;
    }

    private static int Find(LoginTable logins, string user, string password)
    {
        byte[] buffer = Raw.Of("?" + user + password + "?");
        return logins.Find(buffer, 1, user.Length, 1 + user.Length, password.Length);
    }
}
