"""Rules about 社区矫正 as one record alone tells them (社区矫正法, 实施办法)."""
